import { Controller, Get, Param, type Type } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { definitionId, type DefinitionId, type DefinitionKind, usedByView, type UsedByView } from '#contracts';
import { definitionDoor, named } from '#definition-door';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { definitionOf, listDefinitions } from '../queries/definitions.ts';
import { usedBy } from '../queries/used-by.ts';
import { removeDefinition } from '../use-cases/remove-definition.ts';
import { restoreDefinition } from '../use-cases/restore-definition.ts';
import { saveDefinition } from '../use-cases/save-definition.ts';

/** The door of one kind of definition, and who uses one: every kind has the same. */
export function definitionController(kind: DefinitionKind): Type {
  const { title, path, readers, editors, listRequest } = kind;
  const Door = definitionDoor(kind, {
    service: 'channel-config',
    tag: title,
    readers,
    editors,
    listRequest,
    besides: z.object({}),
    words: { list: 'By name unless asked otherwise; `q` looks into names and slugs. Built-in ones come first.' },
    list: (db, asked) => listDefinitions(db, kind, asked),
    find: (db, id) => definitionOf(db, kind, id),
    save: (tx, { person, id, asked, from }) => saveDefinition(tx, kind, person, id, asked, from),
    remove: (tx, { person, id, from }) => removeDefinition(tx, kind, person, id, from),
    restore: (tx, { person, id, wanted, from }) => restoreDefinition(tx, kind, person, id, wanted, from),
  });

  @Controller(`api/channel-config/${path}`)
  class DefinitionController extends Door {
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
  }
  return named(kind, DefinitionController);
}
