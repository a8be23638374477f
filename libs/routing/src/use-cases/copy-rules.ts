import type { WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import { changes } from '#history';
import type { RoutingRules } from '../storage/routing-rules.ts';
import { sayRules } from './say-rules.ts';

/** A workstream, and whose copy it is. */
export interface CopyOf {
  readonly workstreamId: WorkstreamId;
  readonly copiedFrom?: WorkstreamId | null | undefined;
}

/** Whose word it is in the history: the copying was said by channel-config, which knows who asked for it. */
const byCopying = { subject: 'copy', name: 'Copied with the workstream' };

/**
 * A copy of a workstream begins with the rules of its original (product.md 6.4), and from then on they are its own. Only for those that are
 * heard of for the first time: before they are given their distribution settings.
 */
export async function copyRules(tx: Transaction, told: readonly CopyOf[]): Promise<void> {
  const made = told.flatMap(({ workstreamId, copiedFrom }) => (copiedFrom ? [{ workstreamId, copiedFrom }] : []));
  if (made.length === 0) return;
  // version 1 is the rules that every workstream begins with: none
  const copied: Pick<RoutingRules, 'workstreamId' | 'kind' | 'version' | 'body'>[] = await tx.manager.query(
    `INSERT INTO routing_rules (workstream_id, kind, version, body, changed_at)
     SELECT copy.id, original.kind, 2, original.body, $3
     FROM unnest($1::uuid[], $2::uuid[]) AS copy (id, original_id)
     JOIN routing_rules AS original ON original.workstream_id = copy.original_id
     WHERE NOT EXISTS (SELECT FROM distribution WHERE distribution.workstream_id = copy.id)
     ON CONFLICT DO NOTHING RETURNING workstream_id AS "workstreamId", kind, version, body`,
    [made.map(({ workstreamId }) => workstreamId), made.map(({ copiedFrom }) => copiedFrom), tx.now],
  );
  sayRules(tx, copied);
  await changes(tx).recordAll(
    byCopying,
    copied.map(({ workstreamId: subjectId, kind, version, body }) => ({
      ...{ subjectId, kind, version, action: 'changed', before: {} },
      after: body,
    })),
  );
}
