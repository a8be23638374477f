import type { EventOf, rulesChanged, WorkstreamId } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { skillAsking } from '../storage/skill-asking.ts';

/** Keeps which skill finders the rules of workstreams ask (product.md 7.8). */
export async function rememberRules(tx: Transaction, events: readonly EventOf<typeof rulesChanged>[]): Promise<void> {
  const told = newestOf(
    events.filter(({ data }) => data.kind === 'classification'),
    ({ subjectId }) => subjectId,
  );
  if (told.length === 0) return;
  await skillAsking(tx).remember(
    told.map(({ subjectId, version, skillFinderIds = [] }) => ({
      workstreamId: subjectId as WorkstreamId,
      version,
      skillFinderIds,
    })),
  );
}
