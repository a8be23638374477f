import { EntitySchema } from 'typeorm';
import type { AgentId } from '#contracts';
import type { Transaction } from '#event-bus';

/** An agent of routing's, as far as they name what is defined here. */
export interface AgentCopy {
  readonly id: AgentId;
  readonly version: number;
  readonly name: string;
  /** Null: they have none of their own. */
  readonly operatingHoursId: string | null;
}

export const AgentCopyTable = new EntitySchema<AgentCopy>({
  name: 'agent_copy',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    name: { type: 'text' },
    operatingHoursId: { type: 'uuid', name: 'operating_hours_id', nullable: true },
  },
  indices: [
    { name: 'agents_by_hours', columns: ['operatingHoursId', 'name'], where: 'operating_hours_id IS NOT NULL' },
  ],
});

/** What is known of agents. */
export const agentCopies = ({ manager }: Pick<Transaction, 'manager'>) => ({
  /** Stores these, each named once, unless something newer is known of them. */
  async remember(agents: readonly AgentCopy[]): Promise<void> {
    await manager.query(
      `INSERT INTO agent_copy AS known (id, version, name, operating_hours_id)
       SELECT id, version, name, "operatingHoursId"
       FROM json_to_recordset($1::json) AS told (id uuid, version int, name text, "operatingHoursId" uuid) ORDER BY id
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,
         operating_hours_id = excluded.operating_hours_id
       WHERE known.version < excluded.version`,
      [JSON.stringify(agents)],
    );
  },
});
