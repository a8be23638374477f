import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { AccountId, Address } from '#contracts';
import type { NoteUse } from './account-secret-uses.ts';
import type { Account, AccountNumber } from './domain/account.ts';
import type { KnownProvider } from './domain/known-providers.ts';
import type { Form } from './domain/form.ts';
import { signedText, signedUrls } from './domain/signature.ts';

/** What an account sends with instead of its token, open. */
export interface ApiKey {
  readonly sid: string;
  readonly secret: string;
}

type Described = Pick<Account, 'id' | 'provider' | 'version' | 'key' | 'accountSid' | 'numbers'>;

/** A token that was replaced, open. */
export interface ReplacedToken {
  readonly authToken: string;
  readonly validUntil: Date;
}

/**
 * A Twilio account with its tokens open: the one we ask with, and those that were replaced and may still sign. They lie in private fields,
 * so that no log or JSON of this object can show them.
 */
export class OpenedAccount {
  readonly id: AccountId;
  readonly provider: KnownProvider;
  readonly version: number;
  readonly key: string;
  readonly accountSid: string;
  readonly numbers: readonly AccountNumber[];
  readonly #byAddress: ReadonlyMap<Address, AccountNumber>;
  readonly #authToken: string;
  readonly #signingKeys: readonly { readonly key: KeyObject; readonly validUntil: Date | null }[];
  readonly #now: () => Date;
  readonly #apiKey: () => ApiKey | undefined;
  readonly #note: NoteUse;

  /** `now` says until when `replaced` are believed; `note` hears of every use of a secret. */
  constructor(
    { id, provider, version, key, accountSid, numbers }: Described,
    authToken: string,
    replaced: readonly ReplacedToken[] = [],
    now: () => Date = () => new Date(),
    apiKey: () => ApiKey | undefined = () => undefined,
    note: NoteUse = () => {},
  ) {
    this.id = id;
    this.provider = provider;
    this.version = version;
    this.key = key;
    this.accountSid = accountSid;
    this.numbers = numbers;
    this.#byAddress = new Map(numbers.map((number) => [number.address, number]));
    this.#authToken = authToken;
    this.#signingKeys = [{ authToken, validUntil: null }, ...replaced].map((token) => ({
      key: createSecretKey(token.authToken, 'utf8'),
      validUntil: token.validUntil,
    }));
    this.#now = now;
    this.#apiKey = apiKey;
    this.#note = note;
  }

  /**
   * Whether Twilio signed this request with the account's token, or with a replaced one that is still believed (twilio.md 4.5). `url` is
   * the public one, with its query. Each comparison takes constant time.
   */
  signed(signature: string, url: string, form: Form): boolean {
    const given = Buffer.from(signature);
    const believed = this.believed();
    for (const spelling of signedUrls(url)) {
      const text = signedText(spelling, form);
      const isSigned = believed.some((key) => {
        const expected = Buffer.from(createHmac('sha1', key).update(text).digest('base64'));
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
      if (isSigned) return true;
    }
    return false;
  }

  /** Whether this was made of the text with the token (HMAC-SHA256, base64url), or with a replaced one that is still believed. Takes constant time. */
  made(given: string, text: string): boolean {
    const said = Buffer.from(given);
    return this.believed().some((key) => {
      const expected = Buffer.from(createHmac('sha256', key).update(text).digest('base64url'));
      return said.length === expected.length && timingSafeEqual(said, expected);
    });
  }

  /** The number of this account with these digits. */
  numberAt(address: Address): AccountNumber | undefined {
    return this.#byAddress.get(address);
  }

  private believed(): readonly KeyObject[] {
    this.#note('account-auth-token', 'verifying');
    const now = this.#now();
    return this.#signingKeys.flatMap(({ key, validUntil }) => (validUntil === null || now < validUntil ? [key] : []));
  }

  /** Those of sending: the account's API key, where it has one. A key verifies nothing and may not read the account (twilio.md 4.5, 4.10). */
  sendingCredentials(): { username: string; password: string } {
    const key = this.#apiKey();
    this.#note(key ? 'account-api-key' : 'account-auth-token', 'sending');
    return key ? { username: key.sid, password: key.secret } : this.withToken();
  }

  get sendsWithKey(): boolean {
    return this.#apiKey() !== undefined;
  }

  /** The user name and password of Twilio's REST interface: the newest token. */
  credentials(): { username: string; password: string } {
    this.#note('account-auth-token', 'asking');
    return this.withToken();
  }

  private withToken(): { username: string; password: string } {
    return { username: this.accountSid, password: this.#authToken };
  }
}
