import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  readonly until: number;
}

/** Sessions, codes and grants of the issuer, in memory: a restart signs everybody out at their next renewal, not before. */
export class MemoryAdapter implements Adapter {
  constructor(
    private readonly kind: string,
    private readonly entries: Map<string, Entry>,
  ) {}

  /** One memory for all kinds. */
  static factory(): (kind: string) => MemoryAdapter {
    const entries = new Map<string, Entry>();
    return (kind) => new MemoryAdapter(kind, entries);
  }

  private key = (id: string) => `${this.kind} ${id}`;

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const now = Date.now();
    for (const [key, { until }] of this.entries) if (until < now) this.entries.delete(key);
    this.entries.set(this.key(id), { payload, until: now + (expiresIn || 86_400) * 1000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.entries.get(this.key(id));
    return entry && entry.until > Date.now() ? entry.payload : undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.own().find(({ payload }) => payload.uid === uid)?.payload;
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.own().find(({ payload }) => payload.userCode === userCode)?.payload;
  }

  async consume(id: string): Promise<void> {
    const found = await this.find(id);
    if (found) found.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.entries.delete(this.key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of this.entries) if (payload.grantId === grantId) this.entries.delete(key);
  }

  private own(): Entry[] {
    return [...this.entries].filter(([key]) => key.startsWith(`${this.kind} `)).map(([, entry]) => entry);
  }
}
