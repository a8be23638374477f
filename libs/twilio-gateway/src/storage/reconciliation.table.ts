import { EntitySchema } from 'typeorm';
import type { Reconciliation } from '../domain/reconciliation.ts';

export const ReconciliationTable = new EntitySchema<Reconciliation>({
  name: 'reconciliation',
  columns: {
    channelId: { type: 'uuid', primary: true, name: 'channel_id' },
    accountId: { type: 'uuid', primary: true, name: 'account_id' },
    direction: { type: 'text', primary: true },
    version: { type: 'int' },
    since: { type: 'timestamptz' },
    until: { type: 'timestamptz', nullable: true },
    mark: { type: 'timestamptz' },
    cursor: { type: 'timestamptz', nullable: true },
    span: { type: 'int' },
    hurried: { type: 'boolean' },
    nextAt: { type: 'timestamptz', name: 'next_at', nullable: true },
    comparedAt: { type: 'timestamptz', name: 'compared_at', nullable: true },
    failures: { type: 'int' },
    problem: { type: 'text', nullable: true },
  },
  indices: [{ name: 'reconciliation_due', columns: ['nextAt'] }],
});

/** Up to when texts that have been silent for so long were looked at, one by one. */
export interface SilenceMark {
  readonly afterSeconds: number;
  readonly mark: Date;
}

export const SilenceMarkTable = new EntitySchema<SilenceMark>({
  name: 'silence_mark',
  columns: {
    afterSeconds: { type: 'int', primary: true, name: 'after_seconds' },
    mark: { type: 'timestamptz' },
  },
});
