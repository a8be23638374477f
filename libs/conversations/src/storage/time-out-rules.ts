import { timeOutRuleKind, type WorkstreamId } from '#contracts';
import type { EntityManager } from 'typeorm';
import type { TimeOutRule } from '../domain/time-out.ts';

const said = timeOutRuleKind.changed.data;

/** The rules of these workstreams, by workstream. */
export async function timeOutRulesOf(
  manager: EntityManager,
  workstreamIds: readonly (WorkstreamId | null)[],
): Promise<(id: WorkstreamId | null) => readonly TimeOutRule[]> {
  const asked = [...new Set(workstreamIds.filter((id) => id !== null))];
  if (asked.length === 0) return () => [];
  const found: { defined: unknown }[] = await manager.query(
    `SELECT defined FROM definition_copy WHERE kind = 'time-out-rule' AND defined ->> 'workstreamId' = ANY($1)`,
    [asked],
  );
  const rules = found.map(({ defined }) => said.parse(defined)).filter(({ active }) => active);
  if (rules.length === 0) return () => [];
  const byWorkstream = Map.groupBy(rules, ({ workstreamId }) => workstreamId);
  return (id) => (id && byWorkstream.get(id)) || [];
}
