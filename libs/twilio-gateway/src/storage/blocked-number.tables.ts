import { EntitySchema } from 'typeorm';
import type { BlockedNumber, BlockingEntry, BlockingSettings } from '../domain/blocking.ts';

export const BlockedNumberTable = new EntitySchema<BlockedNumber>({
  name: 'blocked_number',
  columns: {
    number: { type: 'text', primary: true },
    state: { type: 'text' },
    reports: { type: 'int' },
    comment: { type: 'text' },
    changedById: { type: 'uuid', name: 'changed_by_id', nullable: true },
    changedByName: { type: 'text', name: 'changed_by_name', nullable: true },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [{ name: 'blocked_number_by_state', columns: ['state', 'changedAt', 'number'] }],
});

export const BlockingEntryTable = new EntitySchema<BlockingEntry>({
  name: 'blocking_entry',
  columns: {
    id: { type: 'uuid', primary: true },
    number: { type: 'text' },
    kind: { type: 'text' },
    comment: { type: 'text' },
    actorId: { type: 'uuid', name: 'actor_id', nullable: true },
    actorName: { type: 'text', name: 'actor_name', nullable: true },
    at: { type: 'timestamptz' },
  },
  indices: [{ name: 'blocking_entry_of_number', columns: ['number', 'at', 'id'] }],
});

export const BlockingSettingsTable = new EntitySchema<BlockingSettings & { readonly id: number }>({
  name: 'blocking_settings',
  columns: {
    id: { type: 'int', primary: true },
    version: { type: 'int' },
    autoBlock: { type: 'boolean', name: 'auto_block' },
    reportsToBlock: { type: 'int', name: 'reports_to_block' },
  },
});
