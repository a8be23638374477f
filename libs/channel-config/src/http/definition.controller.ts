import { Body, Controller, Delete, Get, Headers, Param, Post, Put, Query, type Type } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  configurationChanges,
  type Defined,
  definitionId,
  type DefinitionId,
  type DefinitionKind,
  type ListOfDefinitionsRequest,
  pageRequest,
  type Person,
  restoreRequest,
  usedByView,
  type UsedByView,
} from '#contracts';
import { definitionNotFound, viewOfDefinition } from '#definitions';
import { Database } from '#event-bus';
import { listChanges } from '#history';
import { Allow, CurrentPerson } from '#identity';
import { Answers, AnswersNothing, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { definitionOf, listDefinitions } from '../queries/definitions.ts';
import { usedBy } from '../queries/used-by.ts';
import { removeDefinition } from '../use-cases/remove-definition.ts';
import { restoreDefinition } from '../use-cases/restore-definition.ts';
import { saveDefinition } from '../use-cases/save-definition.ts';

type View = ReturnType<typeof viewOfDefinition> | NonNullable<Awaited<ReturnType<typeof definitionOf>>>;

/** The door of one kind of definition: every kind has the same one. */
export function definitionController(kind: DefinitionKind): Type {
  const { title, path, readers, editors } = kind;

  @ApiTags(title)
  @Controller(`api/channel-config/${path}`)
  class DefinitionController {
    constructor(readonly database: Database) {}

    @Put(':id')
    @Allow(...editors)
    @Answers(kind.view)
    @SaysVersion()
    @Problems(412)
    @ApiHeader({ ...ifMatch, required: false })
    @ApiOperation({
      summary: `Create or change ${title}`,
      description:
        'Under an id of your own (UUID v7); the same request again answers the same. A change needs `If-Match` and says the whole.',
    })
    async save(
      @CurrentPerson() person: Person,
      @Param('id', { schema: definitionId }) id: DefinitionId,
      @Body({ schema: kind.request }) asked: Defined,
      @Headers('if-match') version?: string,
    ): Promise<View> {
      const from = versionIn(version);
      return viewOfDefinition(await this.database.transact((tx) => saveDefinition(tx, kind, person, id, asked, from)));
    }

    @Get()
    @Allow(...readers)
    @Answers(kind.page)
    @ApiOperation({
      summary: `List ${title}`,
      description: 'By name unless asked otherwise; `q` looks into names and slugs. Built-in ones come first.',
    })
    list(@Query({ schema: kind.listRequest }) asked: ListOfDefinitionsRequest): ReturnType<typeof listDefinitions> {
      return this.database.read((db) => listDefinitions(db, kind, asked));
    }

    @Get(':id')
    @Allow(...readers)
    @Answers(kind.view)
    @SaysVersion()
    @ApiOperation({ summary: `Read one: ${title}` })
    async get(@Param('id', { schema: definitionId }) id: DefinitionId): Promise<View> {
      const found = await this.database.read((db) => definitionOf(db, kind, id));
      if (!found) throw definitionNotFound(kind);
      return found;
    }

    @Delete(':id')
    @Allow(...editors)
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
      await this.database.transact((tx) => removeDefinition(tx, kind, person, id, from));
    }

    @Post(':id/restore')
    @Allow(...editors)
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
      @Headers('if-match') version?: string,
    ): Promise<View> {
      const from = versionIn(version);
      return viewOfDefinition(
        await this.database.transact((tx) => restoreDefinition(tx, kind, person, id, wanted, from)),
      );
    }

    @Get(':id/used-by')
    @Allow(...readers)
    @Answers(usedByView)
    @ApiOperation({
      summary: `See what uses one: ${title}`,
      description: 'Everything that names it, with its id and slug. While there is anything it cannot be removed.',
    })
    users(@Param('id', { schema: definitionId }) id: DefinitionId): Promise<UsedByView> {
      return this.database.read((db) => usedBy(db, kind, id));
    }

    @Get(':id/changes')
    @Allow(...editors)
    @Answers(configurationChanges)
    @ApiOperation({
      summary: `Read the history of ${title}`,
      description: 'Who changed what, when, with what it was before and after; newest first.',
    })
    async changes(
      @Param('id', { schema: definitionId }) subjectId: DefinitionId,
      @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
    ): Promise<z.output<typeof configurationChanges>> {
      const found = await this.database.read((db) => listChanges(db, { kind: kind.kind, subjectId }, asked));
      const isBuiltIn = kind.builtIn.some(({ id }) => id === subjectId);
      // whatever was defined has a first change
      if (found.items.length === 0 && !asked.cursor && !isBuiltIn) throw definitionNotFound(kind);
      return found;
    }
  }
  // its operations have names of their own in the API's description
  Object.defineProperty(DefinitionController, 'name', { value: `${nameOf(kind)}Controller` });
  return DefinitionController;
}

const nameOf = ({ kind }: DefinitionKind): string =>
  kind.replace(/(^|-)(.)/g, (_, _hyphen, letter: string) => letter.toUpperCase());
