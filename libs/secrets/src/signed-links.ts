import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { readEnvironment } from '#platform';
import { readKeys } from './keys.ts';

/** What a link is followed with: the part of its query that the signature stands in. */
export interface LinkQuery {
  readonly until?: string | undefined;
  readonly key?: string | undefined;
  readonly signature?: string | undefined;
}

/** Made up once for each process: links work while there is no other one, and until it ends. */
const ownKeys = `own:${randomBytes(32).toString('base64')}`;

/** Addresses that open to whoever has them, for a while. Who may have one is for those to say who make it. */
export class SignedLinks {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: string;

  /** `keys`: `id:base64,id:base64`, 32 bytes each. The first one signs, all are believed. */
  constructor(keys: string) {
    this.keys = readKeys('LINK_KEYS', keys);
    this.current = [...this.keys.keys()][0]!;
  }

  /** With the keys of the environment. */
  static ofEnvironment(source?: NodeJS.ProcessEnv): SignedLinks {
    return new SignedLinks(readEnvironment(environment, source).LINK_KEYS);
  }

  /** The path with what opens it until then, to the second. */
  sign(path: string, until: Date): string {
    const seconds = String(Math.floor(until.getTime() / 1000));
    return `${path}?until=${seconds}&key=${this.current}&signature=${this.signature(this.current, path, seconds)}`;
  }

  /** Whether this query opens the path now. The comparison takes constant time. */
  opens(path: string, { until = '', key = '', signature = '' }: LinkQuery, now: Date): boolean {
    if (!/^\d{1,12}$/.test(until) || !this.keys.has(key)) return false;
    const [given, expected] = [Buffer.from(signature), Buffer.from(this.signature(key, path, until))];
    const isSame = given.length === expected.length && timingSafeEqual(given, expected);
    return isSame && now.getTime() < Number(until) * 1000;
  }

  private signature(key: string, path: string, until: string): string {
    return createHmac('sha256', this.keys.get(key)!).update(`${until} ${path}`).digest('base64url');
  }
}

const environment = z.object({
  /** Keys that sign links to files, `id:base64` of 32 bytes, comma-separated; the first one signs, all are believed. Unset: each process has its own. */
  LINK_KEYS: z.string().min(1).default(ownKeys),
});
