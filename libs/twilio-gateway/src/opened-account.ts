import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { AccountId } from '#contracts';
import type { Account } from './domain/account.ts';
import type { Form } from './domain/form.ts';
import { signedText, signedUrls } from './domain/signature.ts';

/** A Twilio account with its token open. The token lies in a private field, so that no log or JSON of this object can show it. */
export class OpenedAccount {
  readonly id: AccountId;
  readonly version: number;
  readonly key: string;
  readonly accountSid: string;
  readonly #authToken: string;
  readonly #signingKey: KeyObject;

  constructor({ id, version, key, accountSid }: Omit<Account, 'sealedAuthToken'>, authToken: string) {
    this.id = id;
    this.version = version;
    this.key = key;
    this.accountSid = accountSid;
    this.#authToken = authToken;
    this.#signingKey = createSecretKey(authToken, 'utf8');
  }

  /** Whether Twilio signed this request with the account's token (twilio.md 4.5). `url` is the public one, with its query. Constant time. */
  signed(signature: string, url: string, form: Form): boolean {
    const given = Buffer.from(signature);
    return signedUrls(url).some((spelling) => {
      const text = signedText(spelling, form);
      const expected = Buffer.from(createHmac('sha1', this.#signingKey).update(text).digest('base64'));
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }

  /** The user name and password of Twilio's REST interface. */
  credentials(): { username: string; password: string } {
    return { username: this.accountSid, password: this.#authToken };
  }
}
