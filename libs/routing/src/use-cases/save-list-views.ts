import { type AgentId, type ListViewsRequest, type ListViewsView, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { keepListViews, listViewsOf } from '../storage/list-views.ts';

/**
 * An agent says all of their views anew; the same again changes nothing, so that two windows do not undo each other. Refuses with
 * `version-required`, `version-mismatch`.
 */
export async function saveListViews(
  tx: Transaction,
  agentId: AgentId,
  { views }: ListViewsRequest,
  from: number | null,
): Promise<ListViewsView> {
  const known = await listViewsOf(tx.manager, agentId);
  refuseOtherVersion(known.version, from);
  if (!(await keepListViews(tx.manager, agentId, views, known.version)))
    throw new Refusal('version-mismatch', 'Your views were changed in another window.');
  return listViewsOf(tx.manager, agentId);
}
