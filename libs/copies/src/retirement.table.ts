import { EntitySchema } from 'typeorm';

/** Something on its way out, and what was last said of its use here. */
export interface Retirement {
  /** `account`, `workstream`, `channel`. */
  readonly kind: string;
  readonly id: string;
  /** Of the copy. */
  readonly version: number;
  /** `close-all`: what still uses it is to be closed. */
  readonly how: string;
  /** What was last said; null before the first time. */
  readonly count: number | null;
  /** How often it was said of this version. */
  readonly report: number;
  /** Transactions before this one may have seen the copy as it was before; null until it was looked at. */
  readonly barrier: string | null;
}

export const RetirementTable = new EntitySchema<Retirement>({
  name: 'retirement',
  columns: {
    kind: { type: 'text', primary: true },
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    how: { type: 'text' },
    count: { type: 'int', nullable: true },
    report: { type: 'int' },
    barrier: { type: 'bigint', nullable: true },
  },
});

/** For a migration of a service that keeps copies. */
export const createRetirement = `
  CREATE TABLE retirement (
    kind text NOT NULL,
    id uuid NOT NULL,
    version int NOT NULL,
    how text NOT NULL,
    count int,
    report int NOT NULL,
    barrier bigint,
    PRIMARY KEY (kind, id)
  )`;
