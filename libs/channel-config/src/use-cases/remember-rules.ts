import type { EventOf, rulesChanged } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { rulesCopies } from '../storage/rules-copies.ts';

/**
 * Keeps which operating hours, skill finders and context variables rules ask, so that what one of them names is not removed, and hours and variables are
 * not called otherwise (product.md 7, 20, 27).
 */
export async function rememberRules(tx: Transaction, events: readonly EventOf<typeof rulesChanged>[]): Promise<void> {
  await rulesCopies(tx).remember(
    newestOf(events, ({ kind, subjectId }) => `${kind} ${subjectId}`).map(
      ({ skillFinderIds = [], variables = [], ...rules }) => ({ ...rules, skillFinderIds, variables }),
    ),
  );
}
