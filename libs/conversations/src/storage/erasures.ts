import { EntitySchema } from 'typeorm';
import type { Address, ErasureView } from '#contracts';

/** A customer who is to be forgotten, and how far that is. `addresses` is emptied when everybody has forgotten them. */
export interface Erasure {
  readonly id: string;
  readonly contactId: string | null;
  readonly addresses: readonly Address[];
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly blanked: number;
  readonly conversationsAt: Date | null;
  readonly gatewayAt: Date | null;
  readonly routingAt: Date | null;
}

export const ErasureTable = new EntitySchema<Erasure>({
  name: 'erasure',
  columns: {
    id: { type: 'uuid', primary: true },
    contactId: { type: 'text', name: 'contact_id', nullable: true },
    addresses: { type: 'text', array: true },
    requestedAt: { type: 'timestamptz', name: 'requested_at' },
    requestedBy: { type: 'text', name: 'requested_by' },
    blanked: { type: 'int' },
    conversationsAt: { type: 'timestamptz', name: 'conversations_at', nullable: true },
    gatewayAt: { type: 'timestamptz', name: 'gateway_at', nullable: true },
    routingAt: { type: 'timestamptz', name: 'routing_at', nullable: true },
  },
});

const progressOf = (at: Date | null) => (at ? ('done' as const) : ('under-way' as const));

export function erasureViewOf(erasure: Erasure): ErasureView {
  const moments = [erasure.conversationsAt, erasure.gatewayAt, erasure.routingAt];
  const isDone = moments.every((at) => at !== null);
  const doneAt = isDone ? new Date(Math.max(...moments.map((at) => at.getTime()))) : null;
  return {
    id: erasure.id,
    requestedAt: erasure.requestedAt.toISOString(),
    requestedBy: erasure.requestedBy,
    state: progressOf(doneAt),
    conversations: progressOf(erasure.conversationsAt),
    gateway: progressOf(erasure.gatewayAt),
    routing: progressOf(erasure.routingAt),
    blanked: erasure.blanked,
    doneAt: doneAt?.toISOString() ?? null,
  };
}
