import type { EventOf, rulesChanged } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { rulesCopies } from '../storage/rules-copies.ts';

/** Keeps which operating hours and skill finders rules ask, so that what one of them names is not removed, and hours are not called otherwise (product.md 7, 20). */
export async function rememberRules(tx: Transaction, events: readonly EventOf<typeof rulesChanged>[]): Promise<void> {
  await rulesCopies(tx).remember(
    newestOf(events, ({ kind, subjectId }) => `${kind} ${subjectId}`).map(({ skillFinderIds = [], ...rules }) => ({
      ...rules,
      skillFinderIds,
    })),
  );
}
