/** How often a secret was read for use, and for what. */
export interface SecretUse<Secret extends string = string, Purpose extends string = string> {
  readonly secret: Secret;
  /** Whose secret. */
  readonly subject: string;
  readonly purpose: Purpose;
  readonly times: number;
  readonly since: Date;
  readonly lastAt: Date;
}

/**
 * Counts in memory what secrets are read for, so that a text costs no write of its own: whoever tells it takes everything that came
 * together, now and then.
 */
export class SecretUses<Secret extends string = string, Purpose extends string = string> {
  private noted = new Map<string, Counted<SecretUse<Secret, Purpose>>>();

  note(secret: Secret, subject: string, purpose: Purpose, now: Date): void {
    this.add({ secret, subject, purpose, times: 1, since: now, lastAt: now });
  }

  /** Has everything since the last time written down, and forgets it here. What could not be written down is told again, with what came meanwhile. */
  async tell(write: (uses: readonly SecretUse<Secret, Purpose>[]) => Promise<void>): Promise<void> {
    const taken = [...this.noted.values()];
    if (taken.length === 0) return;
    this.noted = new Map();
    try {
      await write(taken);
    } catch (error) {
      for (const use of taken) this.add(use);
      throw error;
    }
  }

  private add(use: SecretUse<Secret, Purpose>): void {
    const key = `${use.secret} ${use.subject} ${use.purpose}`;
    const known = this.noted.get(key);
    if (!known) return void this.noted.set(key, { ...use });
    // in place: each text reads a secret
    known.times += use.times;
    if (use.since < known.since) known.since = use.since;
    if (use.lastAt > known.lastAt) known.lastAt = use.lastAt;
  }
}

type Counted<Use> = { -readonly [Name in keyof Use]: Use[Name] };
