import { Body, Controller, Get, Headers, Param, Post, Put, Query, type Type } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  type Classification,
  classification,
  classificationView,
  configurationChanges,
  pageRequest,
  type Person,
  restoreRequest,
  type RouteToQueue,
  routeToQueue,
  routeToQueueView,
  workstreamId,
  type WorkstreamId,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { listChanges } from '#history';
import { rulesOf } from '../queries/rules.ts';
import type { RulesKind } from '../storage/routing-rules.ts';
import { restoreRules, saveRules } from '../use-cases/save-rules.ts';

interface Kind {
  readonly kind: RulesKind;
  readonly name: string;
  readonly request: z.ZodType;
  readonly view: z.ZodType;
  readonly title: string;
  readonly meaning: string;
}

const kinds: readonly Kind[] = [
  {
    kind: 'classification',
    name: 'ClassificationController',
    request: classification,
    view: classificationView,
    title: 'by which rules work is classified',
    meaning:
      'Of each ruleset the first rule that fits says values, skills and a capacity profile; later rulesets see the values.',
  },
  {
    kind: 'route-to-queue',
    name: 'RouteToQueueController',
    request: routeToQueue,
    view: routeToQueueView,
    title: 'by which rules work finds its queue',
    meaning:
      'That of the first rule that fits and whose queue does not overflow; without one, the queue to fall back on.',
  },
];

/** The doors to both kinds of rules of a workstream. */
export const rulesControllers: Type[] = kinds.map(({ kind, name, request, view, title, meaning }) => {
  @ApiTags('routing')
  @Controller(`api/routing/workstreams/:id/${kind}`)
  class RulesController {
    constructor(readonly database: Database) {}

    @Get()
    @Allow('administrator', 'supervisor')
    @Answers(view)
    @SaysVersion()
    @ApiOperation({
      summary: `Read ${title}`,
      description: `${meaning} Conditions are in the JSON of react-querybuilder.`,
    })
    get(@Param('id', { schema: workstreamId }) id: WorkstreamId) {
      return this.database.read((db) => rulesOf(db, id, kind));
    }

    @Put()
    @Allow('administrator')
    @Answers(view)
    @SaysVersion()
    @Problems(412, 428)
    @ApiHeader({ ...ifMatch, required: true })
    @ApiOperation({
      summary: `Change ${title}`,
      description: `${meaning} Says the whole, in its order; in force from the next item on, on every replica.`,
    })
    set(
      @CurrentPerson() person: Person,
      @Param('id', { schema: workstreamId }) id: WorkstreamId,
      @Body({ schema: request }) asked: unknown,
      @Headers('if-match') match?: string,
    ) {
      return this.database.transact(async (tx) => {
        await saveRules(tx, person, id, kind, asked as Classification | RouteToQueue, versionIn(match));
        return rulesOf(tx.manager, id, kind);
      });
    }

    @Get('changes')
    @Allow('administrator')
    @Answers(configurationChanges)
    @ApiOperation({
      summary: `Read the history of ${title}`,
      description: 'Who changed what, when, with what it was before and after; newest first.',
    })
    changes(
      @Param('id', { schema: workstreamId }) id: WorkstreamId,
      @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
    ): Promise<z.output<typeof configurationChanges>> {
      return this.database.read(async (db) => {
        await rulesOf(db, id, kind);
        return listChanges(db, { kind, subjectId: id }, asked);
      });
    }

    @Post('restore')
    @Allow('administrator')
    @Answers(view)
    @SaysVersion()
    @Problems(412, 428)
    @ApiHeader({ ...ifMatch, required: true })
    @ApiOperation({
      summary: `Restore ${title}`,
      description: 'Makes them again what they were at `version`. That is a new version.',
    })
    restore(
      @CurrentPerson() person: Person,
      @Param('id', { schema: workstreamId }) id: WorkstreamId,
      @Body({ schema: restoreRequest }) { version }: z.output<typeof restoreRequest>,
      @Headers('if-match') match?: string,
    ) {
      return this.database.transact(async (tx) => {
        await restoreRules(tx, person, id, kind, version, versionIn(match));
        return rulesOf(tx.manager, id, kind);
      });
    }
  }
  // its operations have names of their own in the API's description
  Object.defineProperty(RulesController, 'name', { value: name });
  return RulesController;
});
