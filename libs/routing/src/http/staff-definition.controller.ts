import { Body, Controller, Delete, Get, Headers, Param, Post, Put, Query, type Type } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  configurationChanges,
  confirmedRequest,
  definitionId,
  type DefinitionId,
  pageRequest,
  type Person,
  restoreRequest,
  type Defined,
  type StaffKind,
} from '#contracts';
import { definitionNotFound, viewOfDefinition } from '#definitions';
import { Database } from '#event-bus';
import { listChanges } from '#history';
import { Allow, CurrentPerson } from '#identity';
import { Answers, AnswersNothing, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { listStaff, staffOf } from '../queries/staff-definitions.ts';
import {
  removeStaffDefinition,
  restoreStaffDefinition,
  saveStaffDefinition,
} from '../use-cases/save-staff-definition.ts';

const listRequest = pageRequest.extend({
  /** Part of the name or slug, in any case. */
  q: z.string().trim().max(100).optional(),
});

/** The door of skills, skill types, rating models, capacity profiles and presences: each has the same one. */
export function staffDefinitionController(kind: StaffKind): Type {
  const { title, path } = kind;

  @ApiTags('routing')
  @Controller(`api/routing/${path}`)
  class StaffDefinitionController {
    constructor(readonly database: Database) {}

    @Put(':id')
    @Allow('administrator')
    @Answers(kind.view)
    @SaysVersion()
    @Problems(412)
    @ApiHeader({ ...ifMatch, required: false })
    @ApiOperation({
      summary: `Create or change ${title}`,
      description:
        'Under an id of your own (UUID v7); the same request again answers the same. A change needs `If-Match` and says the whole.' +
        (kind.confirmed.length === 0
          ? ''
          : ` While agents have it, another ${kind.confirmed.join(', ')} is refused (\`confirmation-required\`) with how many that touches, until ` +
            'it is asked for with `confirmed=true`.'),
    })
    async save(
      @CurrentPerson() person: Person,
      @Param('id', { schema: definitionId }) id: DefinitionId,
      @Body({ schema: kind.request }) asked: Defined,
      @Query({ schema: confirmedRequest }) { confirmed }: z.output<typeof confirmedRequest>,
      @Headers('if-match') version?: string,
    ) {
      const from = versionIn(version);
      return viewOfDefinition(
        await this.database.transact((tx) =>
          saveStaffDefinition(tx, kind, person, id, asked, from, confirmed === 'true'),
        ),
      );
    }

    @Get()
    @Allow('administrator', 'supervisor', 'agent')
    @Answers(kind.page)
    @ApiOperation({ summary: `List ${title}`, description: 'By name; built-in ones come first.' })
    list(@Query({ schema: listRequest }) asked: z.output<typeof listRequest>): ReturnType<typeof listStaff> {
      return this.database.read((db) => listStaff(db, kind, asked));
    }

    @Get(':id')
    @Allow('administrator', 'supervisor', 'agent')
    @Answers(kind.view)
    @SaysVersion()
    @ApiOperation({ summary: `Read one: ${title}` })
    async get(@Param('id', { schema: definitionId }) id: DefinitionId) {
      const found = await this.database.read((db) => staffOf(db, kind, id));
      if (!found) throw definitionNotFound(kind);
      return found;
    }

    @Delete(':id')
    @Allow('administrator')
    @AnswersNothing()
    @Problems(412, 428)
    @ApiHeader({ ...ifMatch, required: true })
    @ApiOperation({
      summary: `Remove ${title}`,
      description: 'Refused (`in-use`) while something names it. The history stays, and any version can be restored.',
    })
    async remove(
      @CurrentPerson() person: Person,
      @Param('id', { schema: definitionId }) id: DefinitionId,
      @Headers('if-match') version?: string,
    ): Promise<void> {
      const from = versionIn(version);
      await this.database.transact((tx) => removeStaffDefinition(tx, kind, person, id, from));
    }

    @Post(':id/restore')
    @Allow('administrator')
    @Answers(kind.view)
    @SaysVersion()
    @Problems(412, 428)
    @ApiHeader({ ...ifMatch, required: true })
    @ApiOperation({
      summary: `Restore ${title}`,
      description: 'Makes it again what it was at `version`, also when it was removed since. That is a new version.',
    })
    async restore(
      @CurrentPerson() person: Person,
      @Param('id', { schema: definitionId }) id: DefinitionId,
      @Body({ schema: restoreRequest }) { version: wanted }: z.output<typeof restoreRequest>,
      @Query({ schema: confirmedRequest }) { confirmed }: z.output<typeof confirmedRequest>,
      @Headers('if-match') version?: string,
    ) {
      const from = versionIn(version);
      return viewOfDefinition(
        await this.database.transact((tx) =>
          restoreStaffDefinition(tx, kind, person, id, wanted, from, confirmed === 'true'),
        ),
      );
    }

    @Get(':id/changes')
    @Allow('administrator')
    @Answers(configurationChanges)
    @ApiOperation({
      summary: `Read the history of ${title}`,
      description: 'Who changed what, when, with what it was before and after; newest first.',
    })
    async changes(
      @Param('id', { schema: definitionId }) id: DefinitionId,
      @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
    ): Promise<z.output<typeof configurationChanges>> {
      const found = await this.database.read((db) => listChanges(db, { kind: kind.kind, subjectId: id }, asked));
      // whatever was defined has a first change
      if (found.items.length === 0 && !asked.cursor && !kind.builtIn.some((one) => one.id === id))
        throw definitionNotFound(kind);
      return found;
    }
  }
  // its operations have names of their own in the API's description
  const name = kind.kind.replace(/(^|-)(.)/g, (_, _hyphen, letter: string) => letter.toUpperCase());
  Object.defineProperty(StaffDefinitionController, 'name', { value: `${name}Controller` });
  return StaffDefinitionController;
}
