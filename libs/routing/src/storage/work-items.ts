import type { AgentId, ConversationId, OfferId, WorkItemId, WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { WorkItem } from '../domain/work-item.ts';
import { changedOf, setBased } from './set-based.ts';
import { WorkItemTable } from './work-item.table.ts';

/** Everything of an item that changes in its life. */
const saved = [
  'version',
  'queueId',
  'status',
  'agentId',
  'offerId',
  'units',
  'heldProfileIds',
  'skills',
  'profileIds',
  'favour',
  'need',
  'offers',
  'passes',
  'lastInteractionAt',
  'queuedAt',
  'overflowsAt',
  'heeds',
  'overflowRuleId',
  'escalations',
  'acceptedAt',
  'endedAt',
  'note',
] as const satisfies readonly (keyof WorkItem)[];

/** The work items this transaction may read and change. An offer is changed only by who holds the lock of its item. */
export const workItems = ({ manager, now }: Transaction) => {
  const table = manager.getRepository(WorkItemTable);
  const rows = setBased(manager, WorkItemTable);
  return {
    /** Those of these that still wait, by id. */
    lockWaiting: (ids: readonly WorkItemId[]): Promise<WorkItem[]> =>
      rows.lock(`id = ANY($1) AND status = 'waiting'`, [ids]),
    /** Those whose offer is one of these and still stands, by id. */
    lockOffered: (ids: readonly WorkItemId[], offerIds: readonly OfferId[]): Promise<WorkItem[]> =>
      rows.lock(`id = ANY($1) AND offer_id = ANY($2) AND status = 'offered'`, [ids, offerIds]),
    /** Those of these workstreams that an agent is asked to take, by id; those that a supervisor had them asked for are not among them. */
    lockOfferedOf: (ids: readonly WorkstreamId[]): Promise<WorkItem[]> =>
      rows.lock(
        `status = 'offered' AND workstream_id = ANY($1)
         AND EXISTS (SELECT FROM offer WHERE offer.id = offer_id AND slot = 'incoming')`,
        [ids],
      ),
    /** All of these, whatever their state, by id. */
    lockAny: (ids: readonly WorkItemId[]): Promise<WorkItem[]> => rows.lock(`id = ANY($1)`, [ids]),
    /** Those of these that an agent has, by id. */
    lockAssigned: (ids: readonly WorkItemId[]): Promise<WorkItem[]> =>
      rows.lock(`id = ANY($1) AND status = 'assigned'`, [ids]),
    /** What an agent has, or gave advice about when it was looked for, in the order of ids. */
    lockHeldOrAdvisedBy: (id: AgentId): Promise<WorkItem[]> =>
      rows.lock(
        `id IN (SELECT id FROM work_item WHERE agent_id = $1 AND status = 'assigned'
           UNION SELECT work_item_id FROM consultation WHERE agent_id = $1 AND ended_at IS NULL)`,
        [id],
      ),
    /** What these conversations still need, by id: at most one item each. */
    lockLive: (ids: readonly ConversationId[]): Promise<WorkItem[]> =>
      rows.lock(`conversation_id = ANY($1) AND status <> 'done'`, [ids]),
    /** Every item these conversations ever had, by id. */
    lockAllOf: (ids: readonly ConversationId[]): Promise<WorkItem[]> => rows.lock(`conversation_id = ANY($1)`, [ids]),
    /** Assigns the item if this offer of it still stands: one row, or somebody or something was faster. */
    async take(id: WorkItemId, offerId: OfferId): Promise<WorkItem | null> {
      const [taken]: [WorkItem[], number] = await manager.query(
        `UPDATE work_item SET status = 'assigned', version = version + 1, accepted_at = $3
         WHERE id = $1 AND offer_id = $2 AND status = 'offered' RETURNING ${rows.list}`,
        [id, offerId, now],
      );
      return taken[0] ?? null;
    },
    find: (id: WorkItemId): Promise<WorkItem | null> => table.findOneBy({ id }),
    get: (id: WorkItemId): Promise<WorkItem> => table.findOneByOrFail({ id }),
    insertAll: (items: readonly WorkItem[]) => rows.insert(items),
    /** Only what they are about now. */
    saveAbout: (changed: readonly WorkItem[]) =>
      rows.update(changed, ['version', 'episode', 'preview', 'lastInteractionAt', 'correlationId', 'readyEventId']),
    /** Only to which episode of their conversations these belong. */
    saveEpisodes: (changed: readonly WorkItem[]) => rows.update(changed, ['version', 'episode']),
    saveAll: (changed: readonly WorkItem[]) => rows.update(changed, saved),
    /** As the other, for those that were locked so: writes only what is different. */
    saveChanges: (changes: readonly { readonly before: WorkItem; readonly after: WorkItem }[]) =>
      rows.update(
        changes.map(({ after }) => after),
        changedOf(changes, saved),
      ),
  };
};
