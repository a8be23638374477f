import { type EventOf, operatingHoursKind } from '#contracts';
import type { Transaction } from '#event-bus';
import { dueOverflows } from '../storage/due-overflows.ts';
import { rememberDefinitions } from './remember-configuration.ts';

/** Keeps operating hours as they are now; what waits in queues that go by them overflows when these end (product.md 10, 43 G16). */
export async function rememberHours(
  tx: Transaction,
  events: readonly EventOf<typeof operatingHoursKind.changed>[],
): Promise<void> {
  await rememberDefinitions(tx, operatingHoursKind.kind, events);
  if (await dueOverflows(tx).followHours(events.map(({ data }) => data.id))) tx.wake('overflow');
}
