import type { AccountId, SecretGrants } from '#contracts';

/** One line of the record of a secret: who did what to it, and when. It holds no secret, open or sealed. */
export interface SecretAuditEntry {
  /** UUID v7: in order of time. */
  readonly id: string;
  readonly secret: 'account-auth-token';
  readonly happenedAt: Date;
  readonly action: 'created' | 'updated' | 'resealed' | 'grants-changed';
  /** Whose secret; null where it is about the permission. */
  readonly accountId: AccountId | null;
  readonly bySubject: string;
  readonly byName: string;
  /** Of changed grants. */
  readonly before: SecretGrants | null;
  readonly after: SecretGrants | null;
}
