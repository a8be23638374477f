import { EntitySchema } from 'typeorm';
import type { Transaction } from '#event-bus';

/** What a call to another system is signed or authorised with. */
export interface OutsideSecret {
  readonly kind: string;
  readonly subject: string;
  readonly sealed: string;
  /** The one before, with which calls are signed as well until then. */
  readonly previousSealed: string | null;
  readonly previousUntil: Date | null;
  readonly changedAt: Date;
  readonly changedBy: string;
  /** When it was last used, as far as it was told; it may be one before. */
  readonly lastUsedAt: Date | null;
}

export const OutsideSecretTable = new EntitySchema<OutsideSecret>({
  name: 'outside_secret',
  columns: {
    kind: { type: 'text', primary: true },
    subject: { type: 'uuid', primary: true },
    sealed: { type: 'text' },
    previousSealed: { type: 'text', name: 'previous_sealed', nullable: true },
    previousUntil: { type: 'timestamptz', name: 'previous_until', nullable: true },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
    changedBy: { type: 'text', name: 'changed_by' },
    lastUsedAt: { type: 'timestamptz', name: 'last_used_at', nullable: true },
  },
});

/** The secret of one system outside, closed; with the one before while calls are signed with it, too. */
export type Sealed = Pick<OutsideSecret, 'sealed' | 'previousSealed' | 'previousUntil'>;

/** A sealed secret opens only where it belongs. */
export const placeOf = (kind: string, subject: string): string => `conversations/${kind}/${subject}`;

/** Secrets for calls to others: sealed here, opened just before a call. */
export const outsideSecrets = ({ manager }: Pick<Transaction, 'manager'>) => {
  const table = manager.getRepository(OutsideSecretTable);
  return {
    find: (kind: string, subject: string): Promise<OutsideSecret | null> => table.findOneBy({ kind, subject }),

    /** The same, and nobody else changes it until this transaction is over. */
    lock: (kind: string, subject: string): Promise<OutsideSecret | null> =>
      table.findOne({ where: { kind, subject }, lock: { mode: 'pessimistic_write' } }),

    lockAll: (): Promise<OutsideSecret[]> =>
      table.find({ order: { kind: 'ASC', subject: 'ASC' }, lock: { mode: 'pessimistic_write' } }),

    save: (...secrets: readonly OutsideSecret[]) => table.upsert([...secrets], ['kind', 'subject']),

    remove: (kind: string, subject: string) => table.delete({ kind, subject }),

    /** Sealed, by subject. */
    async some(kind: string, subjects: readonly string[]): Promise<Map<string, Sealed>> {
      if (subjects.length === 0) return new Map();
      const found: OutsideSecret[] = await table
        .createQueryBuilder('s')
        .where('s.kind = :kind AND s.subject = ANY(:subjects::uuid[])', { kind, subjects: [...subjects] })
        .getMany();
      return new Map(found.map((secret) => [secret.subject, secret]));
    },
  };
};
