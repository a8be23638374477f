import type { AccountId, SecretColumn, SecretGrants } from '#contracts';

/** One line of the record of a secret: who did what to it, and when. It holds no secret, open or sealed. */
export interface SecretAuditEntry {
  /** UUID v7: in order of time. */
  readonly id: string;
  readonly secret: SecretColumn;
  readonly happenedAt: Date;
  readonly action: 'created' | 'updated' | 'resealed' | 'grants-changed' | 'used';
  /** Whose secret; null where it is about the permission. */
  readonly accountId: AccountId | null;
  readonly bySubject: string;
  readonly byName: string;
  /** Of changed grants. */
  readonly before: SecretGrants | null;
  readonly after: SecretGrants | null;
  /** Of uses: what for, in which hour, how often, and when the latest time. Those of one hour are one line. */
  readonly purpose: string | null;
  readonly hour: Date | null;
  readonly times: number | null;
  readonly lastAt: Date | null;
}

/** When a secret was last used, as far as was said. */
export interface SecretLastUse {
  readonly secret: SecretColumn;
  /** Whose secret. */
  readonly subject: string;
  readonly usedAt: Date;
}
