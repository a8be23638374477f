import { EntitySchema } from 'typeorm';
import type { Transaction } from '#event-bus';
import type { Seal } from '#secrets';

/** What a call to another system is signed or authorised with. */
export interface OutsideSecret {
  readonly kind: string;
  readonly subject: string;
  readonly sealed: string;
  readonly changedAt: Date;
  readonly changedBy: string;
}

export const OutsideSecretTable = new EntitySchema<OutsideSecret>({
  name: 'outside_secret',
  columns: {
    kind: { type: 'text', primary: true },
    subject: { type: 'uuid', primary: true },
    sealed: { type: 'text' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
    changedBy: { type: 'text', name: 'changed_by' },
  },
});

/** A sealed secret opens only where it belongs. */
export const placeOf = (kind: string, subject: string): string => `conversations/${kind}/${subject}`;

/** Secrets for calls to others: sealed here, opened just before a call. */
export const outsideSecrets = ({ manager }: Pick<Transaction, 'manager'>) => ({
  save: (secret: OutsideSecret) => manager.getRepository(OutsideSecretTable).upsert(secret, ['kind', 'subject']),

  remove: (kind: string, subject: string) => manager.getRepository(OutsideSecretTable).delete({ kind, subject }),

  /** Sealed, by subject. */
  async some(kind: string, subjects: readonly string[]): Promise<Map<string, string>> {
    if (subjects.length === 0) return new Map();
    const found: OutsideSecret[] = await manager
      .getRepository(OutsideSecretTable)
      .createQueryBuilder('s')
      .where('s.kind = :kind AND s.subject = ANY(:subjects::uuid[])', { kind, subjects: [...subjects] })
      .getMany();
    return new Map(found.map(({ subject, sealed }) => [subject, sealed]));
  },
});

/** The secret in the clear; null where there is none, or none that our keys open. */
export function opened(seal: Seal | null, kind: string, subject: string, sealed: string | undefined): string | null {
  if (!seal || sealed === undefined) return null;
  return seal.open(sealed, placeOf(kind, subject));
}
