import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readKeys } from './keys.ts';

const version = 'v1';
const algorithm = 'aes-256-gcm';

/**
 * Keeps secrets unreadable wherever they lie or travel (AES-256-GCM). A sealed value names the key that closed it and only opens at the
 * place it was sealed for, so that it cannot be moved to another row.
 */
export class Seal {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: string;

  /** `keys`: `id:base64,id:base64`, 32 bytes each. The first one seals; the others still open what they sealed. */
  constructor(keys: string) {
    this.keys = readKeys('SECRETS_KEYS', keys);
    this.current = [...this.keys.keys()][0]!;
  }

  /** `place` says where the secret belongs, such as `account/<id>/auth-token`; opening it anywhere else fails. */
  seal(plain: string, place: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv(algorithm, this.keys.get(this.current)!, nonce);
    cipher.setAAD(Buffer.from(`${version}/${this.current}/${place}`));
    const closed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return [version, this.current, Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString('base64url')].join('.');
  }

  /** Whether the key that seals now closed this; another one has to stay at hand for what it closed. */
  isCurrent(sealed: string): boolean {
    return sealed.startsWith(`${version}.${this.current}.`);
  }

  open(sealed: string, place: string): string {
    const [readVersion, keyId = '', body = ''] = sealed.split('.');
    const key = this.keys.get(keyId);
    if (readVersion !== version || !key) throw new Error(`No key called ${keyId} is at hand to open this secret.`);
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(`${version}/${keyId}/${place}`));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }
}
