import { definitionId, definitionKinds, type Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { definitions } from '../storage/definitions.ts';
import { keepDefinition } from './save-definition.ts';

/** Makes the definitions that everybody begins with. What was there before, or was removed, or whose slug is taken, stays as it is. */
export async function defineInitial(tx: Transaction, person: Person): Promise<void> {
  for (const kind of definitionKinds)
    for (const one of kind.initial) {
      const id = definitionId.parse(one.id);
      if ((await definitions(tx).find(kind, id)) || (await definitions(tx).isSlugTaken(kind, one.slug, id))) continue;
      await keepDefinition(tx, kind, person, id, null, kind.request.parse(one), 'created');
    }
}
