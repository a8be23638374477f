import { definitionId, definitionKinds, type Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { definitions } from '../storage/definitions.ts';
import { keepDefinition } from './save-definition.ts';

/**
 * Makes the definitions that everybody begins with. One that was there before, or was removed since, stays as it is; one whose slug is taken
 * is left out.
 */
export async function defineInitial(tx: Transaction, person: Person): Promise<void> {
  for (const kind of definitionKinds)
    for (const one of kind.initial) {
      const id = definitionId.parse(one.id);
      const isThere = (await definitions(tx).find(kind, id)) !== null;
      if (isThere || (await definitions(tx).isSlugTaken(kind, one.slug, id))) continue;
      await keepDefinition(tx, kind, person, id, null, kind.request.parse(one), 'created');
    }
}
