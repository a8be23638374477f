import { EntitySchema } from 'typeorm';
import type { UsageReport } from '../domain/retirement.ts';

/** The columns of `Life` that accounts, workstreams and channels share. */
export const lifeColumns = {
  state: { type: 'text', default: 'active' },
  retiredHow: { type: 'text', name: 'retired_how', nullable: true },
  retiredAt: { type: 'timestamptz', name: 'retired_at', nullable: true },
} as const;

/** Of an index over those that are not removed. */
export const notRemoved = `(state <> 'removed'::text)`;

export const UsageReportTable = new EntitySchema<UsageReport>({
  name: 'usage_report',
  columns: {
    kind: { type: 'text', primary: true },
    id: { type: 'uuid', primary: true },
    service: { type: 'text', primary: true },
    version: { type: 'int' },
    report: { type: 'int' },
    count: { type: 'int' },
    countedAt: { type: 'timestamptz', name: 'counted_at' },
  },
});

/** A version that a service goes by. */
export interface InForce {
  readonly kind: string;
  readonly id: string;
  readonly service: string;
  readonly version: number;
  readonly appliedAt: Date;
}

export const InForceTable = new EntitySchema<InForce>({
  name: 'in_force',
  columns: {
    kind: { type: 'text', primary: true },
    id: { type: 'uuid', primary: true },
    service: { type: 'text', primary: true },
    version: { type: 'int' },
    appliedAt: { type: 'timestamptz', name: 'applied_at' },
  },
});
