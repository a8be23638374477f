import { Body, Controller, Delete, Get, Headers, Param, Post, Put, Query, type Type } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  type BuiltIn,
  configurationChanges,
  type Defined,
  definitionId,
  type DefinitionId,
  type DefinitionKind,
  pageRequest,
  type Person,
  restoreRequest,
  type Role,
} from '#contracts';
import { type Definition, definitionNotFound, type viewOfBuiltIn, viewOfDefinition } from '#definitions';
import { Database, type Transaction } from '#event-bus';
import { listChanges } from '#history';
import { Allow, CurrentPerson } from '#identity';
import { Answers, AnswersNothing, ifMatch, Problems, SaysVersion, versionIn } from '#platform';

type View = ReturnType<typeof viewOfDefinition> | ReturnType<typeof viewOfBuiltIn>;

/** As far as the door of a kind is concerned. */
type Kind = Pick<DefinitionKind, 'kind' | 'path' | 'title' | 'request' | 'view' | 'page'> & {
  readonly builtIn: readonly BuiltIn[];
};

/** Who changes which one, and from which version; null: it is new. */
interface Change<Besides> {
  readonly person: Person;
  readonly id: DefinitionId;
  readonly from: number | null;
  /** What is said of a change in the address. */
  readonly besides: Besides;
}

/** What is behind the door of one kind, as its service says it. */
export interface DefinitionDoor<Asked, Besides> {
  readonly service: 'channel-config' | 'routing';
  /** The section of the API's description that it stands in. */
  readonly tag: string;
  readonly readers: readonly [Role, ...Role[]];
  readonly editors: readonly [Role, ...Role[]];
  readonly listRequest: z.ZodType<Asked>;
  readonly besides: z.ZodType<Besides>;
  /** Sentences of the API's description: how a list is sorted, and what there is to say of saving besides what is the same for all. */
  readonly words: { readonly list: string; readonly save?: string };
  list(db: EntityManager, asked: Asked): Promise<{ readonly items: View[]; readonly next: string | null }>;
  find(db: EntityManager, id: DefinitionId): Promise<View | null>;
  save(tx: Transaction, change: Change<Besides> & { readonly asked: Defined }): Promise<Definition>;
  remove(tx: Transaction, change: Omit<Change<Besides>, 'besides'>): Promise<void>;
  restore(tx: Transaction, change: Change<Besides> & { readonly wanted: number }): Promise<Definition>;
}

/** The door of one kind of definition: every kind has the same one. */
export function definitionDoor<Asked, Besides>(
  kind: Kind,
  door: DefinitionDoor<Asked, Besides>,
): Type<{ readonly database: Database }> {
  const { title } = kind;
  const { service, tag, readers, editors, listRequest, besides, words } = door;

  @ApiTags(tag)
  @Controller(`api/${service}/${kind.path}`)
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
      description: [
        'Under an id of your own (UUID v7); the same request again answers the same. A change needs `If-Match` and says the whole.',
        ...(words.save ? [words.save] : []),
      ].join(' '),
    })
    async save(
      @CurrentPerson() person: Person,
      @Param('id', { schema: definitionId }) id: DefinitionId,
      @Body({ schema: kind.request }) asked: Defined,
      @Query({ schema: besides }) said: Besides,
      @Headers('if-match') version?: string,
    ): Promise<View> {
      const change = { person, id, asked, from: versionIn(version), besides: said };
      return viewOfDefinition(await this.database.transact((tx) => door.save(tx, change)));
    }

    @Get()
    @Allow(...readers)
    @Answers(kind.page)
    @ApiOperation({ summary: `List ${title}`, description: words.list })
    list(@Query({ schema: listRequest }) asked: Asked): ReturnType<typeof door.list> {
      return this.database.read((db) => door.list(db, asked));
    }

    @Get(':id')
    @Allow(...readers)
    @Answers(kind.view)
    @SaysVersion()
    @ApiOperation({ summary: `Read one: ${title}` })
    async get(@Param('id', { schema: definitionId }) id: DefinitionId): Promise<View> {
      const found = await this.database.read((db) => door.find(db, id));
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
      await this.database.transact((tx) => door.remove(tx, { person, id, from }));
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
      @Query({ schema: besides }) said: Besides,
      @Headers('if-match') version?: string,
    ): Promise<View> {
      const change = { person, id, wanted, from: versionIn(version), besides: said };
      return viewOfDefinition(await this.database.transact((tx) => door.restore(tx, change)));
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
  return named(kind, DefinitionController);
}

/** Its operations have names of their own in the API's description. */
export function named<Door extends Type>({ kind }: Pick<Kind, 'kind'>, door: Door): Door {
  const name = kind.replace(/(^|-)(.)/g, (_, _hyphen, letter: string) => letter.toUpperCase());
  return Object.defineProperty(door, 'name', { value: `${name}Controller` });
}
