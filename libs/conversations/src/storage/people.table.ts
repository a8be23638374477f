import type { agentChanged, DataOf, queueChanged } from '#contracts';
import { EntitySchema } from 'typeorm';

/** What we know of an agent: the whole of the last `agent-changed`. */
export type KnownAgent = DataOf<typeof agentChanged>;

export const AgentTable = new EntitySchema<KnownAgent>({
  name: 'agent',
  columns: {
    agentId: { type: 'uuid', name: 'id', primary: true },
    version: { type: 'int' },
    name: { type: 'text' },
    firstName: { type: 'text', name: 'first_name', nullable: true },
    lastName: { type: 'text', name: 'last_name', nullable: true },
    nickname: { type: 'text', nullable: true },
    locale: { type: 'text', nullable: true },
  },
});

/** What we know of a queue: the whole of the last `queue-changed`. */
export type KnownQueue = DataOf<typeof queueChanged>;

export const QueueTable = new EntitySchema<KnownQueue>({
  name: 'queue',
  columns: {
    queueId: { type: 'uuid', name: 'id', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    state: { type: 'text' },
    operatingHoursId: { type: 'uuid', name: 'operating_hours_id', nullable: true },
  },
});
