import { EntitySchema } from 'typeorm';
import type { AgentId } from '#contracts';
import type { Agent } from '../domain/agent.ts';
import { noOffers } from '../domain/offers-of-day.ts';
import type { ShownOffers } from '../domain/shown-offers.ts';

export const AgentTable = new EntitySchema<Agent>({
  name: 'agent',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    name: { type: 'text' },
    presence: { type: 'text' },
    presenceSetBy: { type: 'text', name: 'presence_set_by' },
    presenceSince: { type: 'timestamptz', name: 'presence_since' },
    capacityUsed: { type: 'int', name: 'capacity_used' },
    capacityTotal: { type: 'int', name: 'capacity_total' },
    idleSince: { type: 'timestamptz', name: 'idle_since', nullable: true },
    silentSince: { type: 'timestamptz', name: 'silent_since', nullable: true },
    presenceBefore: { type: 'text', name: 'presence_before', nullable: true },
    presenceBeforeSetBy: { type: 'text', name: 'presence_before_set_by', nullable: true },
    firstName: { type: 'text', name: 'first_name', nullable: true },
    lastName: { type: 'text', name: 'last_name', nullable: true },
    nickname: { type: 'text', nullable: true },
    locale: { type: 'text', nullable: true },
    settingsVersion: { type: 'int', name: 'settings_version', default: 1 },
    presenceId: { type: 'uuid', name: 'presence_id', nullable: true },
    presenceReason: { type: 'text', name: 'presence_reason', default: 'capacity' },
    presenceBeforeReason: { type: 'text', name: 'presence_before_reason', nullable: true },
    profiles: { type: 'jsonb', default: {} },
    sessions: { type: 'int', default: 0 },
    releasedAt: { type: 'timestamptz', name: 'released_at', nullable: true },
    defaultPresence: { type: 'text', name: 'default_presence', default: 'available' },
    defaultPresenceId: { type: 'uuid', name: 'default_presence_id', nullable: true },
    presenceIds: { type: 'uuid', array: true, name: 'presence_ids', default: [] },
    operatingHoursId: { type: 'uuid', name: 'operating_hours_id', nullable: true },
    offersOfDay: { type: 'jsonb', name: 'offers_of_day', default: noOffers },
  },
  indices: [
    { name: 'agents_by_name', columns: ['name', 'id'] },
    { name: 'agents_connected', columns: ['id'], where: 'silent_since IS NULL' },
  ],
});

/** The last sign of life of an agent's desk, and what it showed. */
export interface AgentBeat {
  readonly agentId: AgentId;
  readonly beatAt: Date;
  readonly shown: ShownOffers;
  /** When each of the agent's browsers was last heard of, as ISO times. */
  readonly desks: Readonly<Record<string, string>>;
}

export const AgentBeatTable = new EntitySchema<AgentBeat>({
  name: 'agent_beat',
  columns: {
    agentId: { type: 'uuid', primary: true, name: 'agent_id' },
    beatAt: { type: 'timestamptz', name: 'beat_at' },
    shown: { type: 'jsonb' },
    desks: { type: 'jsonb', default: {} },
  },
});
