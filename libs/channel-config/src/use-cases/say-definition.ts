import type { DefinitionKind } from '#contracts';
import { definedBy, type Definition } from '#definitions';
import type { Transaction } from '#event-bus';

/** Says the whole of it as it is now. */
export function sayDefinition(tx: Transaction, { changed }: DefinitionKind, definition: Definition): void {
  const { id, version } = definition;
  tx.publish(changed, { id, version, ...definedBy(definition) });
}
