import { EntitySchema } from 'typeorm';
import type { QueueId } from '#contracts';
import type { Transaction } from '#event-bus';

/** A queue of routing's, as far as it names what is defined here. */
export interface QueueCopy {
  readonly id: QueueId;
  readonly version: number;
  readonly name: string;
  /** Null: it goes by none, or was removed. */
  readonly operatingHoursId: string | null;
  readonly removed: boolean;
}

export const QueueCopyTable = new EntitySchema<QueueCopy>({
  name: 'queue_copy',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    name: { type: 'text' },
    operatingHoursId: { type: 'uuid', name: 'operating_hours_id', nullable: true },
    removed: { type: 'boolean', default: false },
  },
  indices: [
    { name: 'queues_by_hours', columns: ['operatingHoursId', 'name'], where: 'operating_hours_id IS NOT NULL' },
  ],
});

/** What is known of queues. */
export const queueCopies = ({ manager }: Pick<Transaction, 'manager'>) => ({
  /** Stores these, each named once, unless something newer is known of them. */
  async remember(queues: readonly QueueCopy[]): Promise<void> {
    await manager.query(
      `INSERT INTO queue_copy AS known (id, version, name, operating_hours_id, removed)
       SELECT id, version, name, "operatingHoursId", removed
       FROM json_to_recordset($1::json) AS told (id uuid, version int, name text, "operatingHoursId" uuid, removed boolean) ORDER BY id
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,
         operating_hours_id = excluded.operating_hours_id, removed = excluded.removed
       WHERE known.version < excluded.version`,
      [JSON.stringify(queues)],
    );
  },
});
