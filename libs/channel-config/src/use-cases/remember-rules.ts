import type { EventOf, rulesChanged } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { rulesCopies } from '../storage/rules-copies.ts';

/** Keeps which operating hours rules ask, so that hours which one of them names are neither removed nor called otherwise (product.md 20). */
export async function rememberRules(tx: Transaction, events: readonly EventOf<typeof rulesChanged>[]): Promise<void> {
  await rulesCopies(tx).remember(newestOf(events, ({ kind, subjectId }) => `${kind} ${subjectId}`));
}
