import { Controller, Get, Headers, Param, Post, Query, type Type } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type AccountId,
  type ChannelId,
  configurationChanges,
  definitionKinds,
  pageRequest,
  type Person,
  Refusal,
  settingsKinds,
  type WorkstreamId,
} from '#contracts';
import { Database, type Transaction } from '#event-bus';
import { listAllChanges, listChanges } from '#history';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, versionIn } from '#platform';
import { Seal } from '#secrets';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { exists } from '../queries/exists.ts';
import {
  restoreAccountVersion,
  restoreChannelVersion,
  restoreWorkstreamVersion,
} from '../use-cases/restore-version.ts';

type Changes = Promise<z.output<typeof configurationChanges>>;
type PageRequest = z.output<typeof pageRequest>;

const things = ['account', 'workstream', 'channel'] as const;
type Thing = (typeof things)[number];
const changesRequest = pageRequest.extend({
  /** `account`, `workstream`, `channel`, a kind of definition or of settings; left out: everything. */
  kind: z.enum([...things, ...[...definitionKinds, ...settingsKinds].map(({ kind }) => kind)]).optional(),
});
const subjectId = z.uuid();
const versionWanted = z.coerce.number().int().min(1).max(1_000_000_000);

@ApiTags('channel configuration')
@Controller('api/channel-config/changes')
export class ChangesController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of everything',
    description: 'Who changed what, when, with what it was before and after; newest first. Secrets are no part of it.',
  })
  list(@Query({ schema: changesRequest }) asked: z.output<typeof changesRequest>): Changes {
    return this.database.read((db) => listAllChanges(db, asked));
  }
}

/** Makes a thing again what it was. */
type Restore = (
  tx: Transaction,
  by: { readonly person: Person; readonly seal: Seal; readonly countries: ReadonlySet<string> },
  id: string,
  asked: { readonly version: number; readonly from: number | null },
) => Promise<unknown>;

const restoring: Readonly<Record<Thing, Restore>> = {
  account: (tx, by, id, asked) => restoreAccountVersion(tx, by, id as AccountId, asked),
  workstream: (tx, { person }, id, asked) => restoreWorkstreamVersion(tx, person, id as WorkstreamId, asked),
  channel: (tx, { person }, id, asked) => restoreChannelVersion(tx, person, id as ChannelId, asked),
};

/** The history of accounts, workstreams and channels, each at its own address. */
export const historyControllers: Type[] = things.map((thing) => {
  @ApiTags('channel configuration')
  @Controller(`api/channel-config/${thing}s`)
  @Allow('administrator')
  class HistoryController {
    constructor(
      readonly database: Database,
      readonly seal: Seal,
      readonly settings: ChannelConfigSettings,
    ) {}

    @Get(':id/changes')
    @Answers(configurationChanges)
    @ApiOperation({
      summary: `Read the history of a ${thing}`,
      description: 'Who changed what, when, with what it was before and after; newest first.',
    })
    async changes(
      @Param('id', { schema: subjectId }) id: string,
      @Query({ schema: pageRequest }) asked: PageRequest,
    ): Changes {
      const found = await this.database.read((db) => listChanges(db, { kind: thing, subjectId: id }, asked));
      // what was set up before there was a history has none
      if (found.items.length === 0 && !(await this.database.read((db) => exists(db, thing, id))))
        throw new Refusal(
          `${thing}-not-found`,
          `There is no such ${thing === 'account' ? 'messaging account' : thing}.`,
        );
      return found;
    }

    @Post(':id/versions/:version/restore')
    @Answers(configurationChanges.shape.items.element)
    @Problems(412, 428)
    @ApiHeader({ ...ifMatch, required: true })
    @ApiOperation({
      summary: `Make a ${thing} again what it was at a version`,
      description:
        'That is a new version; it is answered as the history tells it. A token stays as it is, and so does whether it is in use. ' +
        '`outdated`: what it was is not allowed any more.',
    })
    async restore(
      @CurrentPerson() person: Person,
      @Param('id', { schema: subjectId }) id: string,
      @Param('version', { schema: versionWanted }) version: number,
      @Headers('if-match') match?: string,
    ) {
      const from = versionIn(match);
      const by = { person, seal: this.seal, countries: this.settings.countries };
      await this.database.transact((tx) => restoring[thing](tx, by, id, { version, from }));
      const newest = await this.database.read((db) => listChanges(db, { kind: thing, subjectId: id }, { limit: 1 }));
      return newest.items[0]!;
    }
  }
  // its operations have names of their own in the API's description
  Object.defineProperty(HistoryController, 'name', {
    value: `${thing[0]!.toUpperCase()}${thing.slice(1)}HistoryController`,
  });
  return HistoryController;
});
