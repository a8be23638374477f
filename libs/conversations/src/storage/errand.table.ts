import { EntitySchema } from 'typeorm';

/** Something that another system has to be asked, kept until it was answered. One for each kind and subject. */
export interface StoredErrand {
  readonly kind: string;
  readonly subject: string;
  readonly dueAt: Date | null;
  /** Rises when there is more to ask: whoever asks now has not seen it. */
  readonly revision: number;
  /** Rises with every attempt: only the latest may write down its answer. */
  readonly attempt: number;
  readonly failures: number;
  readonly underWay: boolean;
  readonly correlationId: string;
}

export const ErrandTable = new EntitySchema<StoredErrand>({
  name: 'errand',
  columns: {
    kind: { type: 'text', primary: true },
    subject: { type: 'text', primary: true },
    dueAt: { type: 'timestamptz', name: 'due_at', nullable: true },
    revision: { type: 'int' },
    attempt: { type: 'int' },
    failures: { type: 'int' },
    underWay: { type: 'boolean', name: 'under_way' },
    correlationId: { type: 'uuid', name: 'correlation_id' },
  },
  indices: [{ name: 'errand_due', columns: ['kind', 'dueAt'] }],
});
