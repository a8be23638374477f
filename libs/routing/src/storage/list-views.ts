import { type EntityManager, EntitySchema } from 'typeorm';
import { type AgentId, listViewsRequest, type ListView, type ListViewsView } from '#contracts';

/** The views of one agent, all together: they are read and written so. */
interface StoredListViews {
  readonly agentId: AgentId;
  readonly version: number;
  readonly views: readonly ListView[];
}

export const ListViewsTable = new EntitySchema<StoredListViews>({
  name: 'list_views',
  columns: {
    agentId: { type: 'uuid', name: 'agent_id', primary: true },
    version: { type: 'int' },
    views: { type: 'jsonb' },
  },
});

/** What this agent kept; what was added to views since is as usual. */
export async function listViewsOf(manager: EntityManager, agentId: AgentId): Promise<ListViewsView> {
  const [stored]: { version: number; views: unknown }[] = await manager.query(
    `SELECT version, views FROM list_views WHERE agent_id = $1`,
    [agentId],
  );
  return { version: stored?.version ?? 0, ...listViewsRequest.parse({ views: stored?.views ?? [] }) };
}

/** Keeps them over exactly this version; false where another one is there. */
export async function keepListViews(
  manager: EntityManager,
  agentId: AgentId,
  views: readonly ListView[],
  from: number,
): Promise<boolean> {
  const kept: unknown[] = await manager.query(
    `INSERT INTO list_views AS known (agent_id, version, views) SELECT $1, 1, $2::jsonb WHERE $3 = 0
     ON CONFLICT (agent_id) DO NOTHING RETURNING version`,
    [agentId, JSON.stringify(views), from],
  );
  if (kept.length > 0) return true;
  const [changed]: [unknown[], number] = await manager.query(
    `UPDATE list_views SET version = version + 1, views = $2::jsonb WHERE agent_id = $1 AND version = $3 RETURNING version`,
    [agentId, JSON.stringify(views), from],
  );
  return changed.length > 0;
}
