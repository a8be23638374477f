import { Body, Controller, Delete, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  definitionId,
  type DefinitionId,
  editShiftRequest,
  type EditShiftRequest,
  operatingHours,
  operatingHoursKind,
  type OperatingHours,
  openingRequest,
  openingView,
  type OpeningView,
  type Person,
  removeShiftRequest,
  type RemoveShiftRequest,
  shiftId,
  type ShiftId,
  stretchesRequest,
  stretchesView,
  type StretchesView,
} from '#contracts';
import { definitionNotFound, viewOfDefinition } from '#definitions';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { definitionOf } from '../queries/definitions.ts';
import { openingAt, stretchesOf } from '../queries/opening.ts';
import { editShift } from '../use-cases/edit-shift.ts';

const { readers, editors, path, title, view } = operatingHoursKind;

/** What operating hours mean, and their calendar; how they are saved is the door of every definition. */
@ApiTags(title)
@Controller(`api/channel-config/${path}`)
export class OperatingHoursController {
  constructor(private readonly database: Database) {}

  @Get(':id/now')
  @Allow(...readers)
  @Answers(openingView)
  @ApiOperation({
    summary: 'Ask whether it is open',
    description:
      'Now, or at the instant `at`: whether somebody is there and why, the next change, and the next ten times it opens.',
  })
  async now(
    @Param('id', { schema: definitionId }) id: DefinitionId,
    @Query({ schema: openingRequest }) { at }: z.output<typeof openingRequest>,
  ): Promise<OpeningView> {
    return openingAt(await this.hours(id), at === undefined ? this.database.now() : new Date(at));
  }

  @Get(':id/stretches')
  @Allow(...readers)
  @Answers(stretchesView)
  @ApiOperation({
    summary: 'Read a page of the calendar',
    description: 'Up to 92 days, both included: when it is open, and every opening and holiday that makes it so.',
  })
  async stretches(
    @Param('id', { schema: definitionId }) id: DefinitionId,
    @Query({ schema: stretchesRequest }) asked: z.output<typeof stretchesRequest>,
  ): Promise<StretchesView> {
    return stretchesOf(await this.hours(id), asked);
  }

  @Post(':id/shifts/:shiftId/edit')
  @Allow(...editors)
  @Answers(view)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Change a shift',
    description:
      'This occurrence (`on`: the day its series gives it), it and all after it, or the whole series. What is left out of `change` stays. ' +
      'The same request again answers the same.',
  })
  async edit(
    @CurrentPerson() person: Person,
    @Param('id', { schema: definitionId }) id: DefinitionId,
    @Param('shiftId', { schema: shiftId }) shift: ShiftId,
    @Body({ schema: editShiftRequest }) asked: EditShiftRequest,
    @Headers('if-match') version?: string,
  ): Promise<ReturnType<typeof viewOfDefinition>> {
    const from = versionIn(version);
    return viewOfDefinition(await this.database.transact((tx) => editShift(tx, person, id, shift, asked, from)));
  }

  @Delete(':id/shifts/:shiftId')
  @Allow(...editors)
  @Answers(view)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'End a shift',
    description:
      'Cancels this occurrence, or ends the series before it, or takes the whole series out. Answers the hours as they are now; the same request again answers the same.',
  })
  async remove(
    @CurrentPerson() person: Person,
    @Param('id', { schema: definitionId }) id: DefinitionId,
    @Param('shiftId', { schema: shiftId }) shift: ShiftId,
    @Query({ schema: removeShiftRequest }) asked: RemoveShiftRequest,
    @Headers('if-match') version?: string,
  ): Promise<ReturnType<typeof viewOfDefinition>> {
    const from = versionIn(version);
    return viewOfDefinition(await this.database.transact((tx) => editShift(tx, person, id, shift, asked, from)));
  }

  private async hours(id: DefinitionId): Promise<OperatingHours> {
    const found = await this.database.read((db) => definitionOf(db, operatingHoursKind, id));
    if (!found) throw definitionNotFound(operatingHoursKind);
    return operatingHours.parse(found);
  }
}
