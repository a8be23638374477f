import {
  type AccountId,
  type AccountProvider,
  type Address,
  type NumberId,
  type NumberType,
  type Registration,
  Refusal,
  type Slug,
} from '#contracts';
import { type Life, refuseRemoved } from './retirement.ts';

/** A number that customers text, bought at the provider. It belongs to one account and to at most one channel (product.md 2.2). */
export interface SupportNumber {
  readonly id: NumberId;
  readonly accountId: AccountId;
  readonly address: Address;
  readonly type: NumberType;
  readonly description: string;
  /** Whether the carriers know who sends from it, as an administrator says. */
  readonly registration: Registration;
  /** Place in the account's list, from 0. */
  readonly place: number;
}

/** A token that was replaced, sealed. The provider signs with it until it is told to use the new one. */
export interface PreviousToken {
  readonly sealedAuthToken: string;
  /** Until when its signatures are believed, ISO 8601. */
  readonly validUntil: string;
}

/** The customer's credentials at a provider, and the numbers reached with them (product.md 2.1). */
export interface MessagingAccount extends Life {
  readonly id: AccountId;
  readonly slug: Slug;
  readonly name: string;
  readonly provider: AccountProvider;
  /** At Azure, the endpoint of the resource. */
  readonly accountSid: string;
  /** Names the account in webhook URLs; long and random, so that nobody guesses another's. */
  readonly key: string;
  readonly sealedAuthToken: string;
  /** Newest first. */
  readonly previousTokens: readonly PreviousToken[];
  readonly tokenRotatedAt: Date;
  readonly createdAt: Date;
}

export interface AccountWithNumbers {
  readonly account: MessagingAccount;
  readonly numbers: readonly SupportNumber[];
}

/** What an administrator says of an account; its token is said apart. */
export type AccountSettings = Pick<MessagingAccount, 'slug' | 'name' | 'provider' | 'accountSid'> & {
  readonly numbers: readonly SupportNumber[];
};

/** Where a secret belongs; it opens nowhere else. */
export const placeOfAuthToken = (id: AccountId): string => `account/${id}/auth-token`;

/** The addresses to be entered at Twilio, under the public address of this installation; null: the gateway knows the one for Azure. */
export const callbackOf = (publicBase: string, { provider, key }: Pick<MessagingAccount, 'provider' | 'key'>) =>
  provider === 'twilio'
    ? {
        messages: `${publicBase}/webhooks/twilio/${key}/messages`,
        fallback: `${publicBase}/webhooks/twilio/${key}/fallback`,
        method: 'POST' as const,
      }
    : null;

/** Whether the account already is as asked. */
export function isAsAsked({ account, numbers }: AccountWithNumbers, asked: AccountSettings): boolean {
  const sameAccount =
    account.slug === asked.slug &&
    account.name === asked.name &&
    account.provider === asked.provider &&
    account.accountSid === asked.accountSid;
  const sameNumber = (number: SupportNumber, index: number) => {
    const other = asked.numbers[index];
    return (
      other !== undefined &&
      number.id === other.id &&
      number.address === other.address &&
      number.type === other.type &&
      number.description === other.description &&
      number.registration === other.registration
    );
  };
  return sameAccount && numbers.length === asked.numbers.length && numbers.every(sameNumber);
}

/**
 * The account as asked, one version later. Its provider stays (`provider-stays`): the token would be another's. A number with a channel
 * keeps its id and its digits (`number-in-use`), and while there is one the account stays the same account at the provider
 * (`account-in-use`). `withChannel`: the numbers that a channel has.
 */
export function changeAccount(
  { account, numbers }: AccountWithNumbers,
  asked: AccountSettings,
  withChannel: ReadonlySet<NumberId>,
  now: Date,
): AccountWithNumbers {
  refuseRemoved(account);
  if (asked.provider !== account.provider)
    throw new Refusal('provider-stays', 'An account stays with its provider. Create another one.', 'provider');
  const inUse = numbers.filter(({ id }) => withChannel.has(id));
  const lost = inUse.find(({ id, address }) => !asked.numbers.some((one) => one.id === id && one.address === address));
  if (lost) throw new Refusal('number-in-use', `${lost.address} has a channel. Remove the channel first.`, 'numbers');
  if (inUse.length > 0 && account.accountSid !== asked.accountSid)
    throw new Refusal(
      'account-in-use',
      'The Account SID stays while a number of the account has a channel.',
      'accountSid',
    );
  const { slug, name, provider, accountSid } = asked;
  return {
    account: { ...account, slug, name, provider, accountSid, version: account.version + 1, changedAt: now },
    numbers: asked.numbers,
  };
}

/** Two accounts as a number moved from one to the other, each one version later (product.md 43 G38). It keeps its id. Refused as `number-not-found`. */
export function moveNumber(
  from: AccountWithNumbers,
  to: AccountWithNumbers,
  id: NumberId,
  now: Date,
): { readonly from: AccountWithNumbers; readonly to: AccountWithNumbers } {
  refuseRemoved(from.account);
  const moved = from.numbers.find((number) => number.id === id);
  if (!moved) throw new Refusal('number-not-found', 'This messaging account has no such number.');
  const later = ({ account }: AccountWithNumbers) => ({ ...account, version: account.version + 1, changedAt: now });
  const stay = from.numbers.filter((number) => number !== moved).map((number, place) => ({ ...number, place }));
  const place = to.numbers.length;
  return {
    from: { account: later(from), numbers: stay },
    to: { account: later(to), numbers: [...to.numbers, { ...moved, accountId: to.account.id, place }] },
  };
}

/** How many replaced tokens are kept at most; there are several when a new one was mistyped and replaced again. */
const previousTokensKept = 5;

/**
 * The account with another token, one version later; the same token leaves only the grace to be changed. No replaced token is believed
 * after `graceEnds`, so that a grace that is over at once forgets all of them (product.md 2, edge cases). The same account where nothing changes.
 */
export function replaceToken(
  account: MessagingAccount,
  sealedAuthToken: string | 'the same',
  graceEnds: Date,
  now: Date,
): MessagingAccount {
  refuseRemoved(account);
  const isSame = sealedAuthToken === 'the same';
  const latest = graceEnds.toISOString();
  const replaced = isSame ? [] : [{ sealedAuthToken: account.sealedAuthToken, validUntil: latest }];
  const previousTokens = [...replaced, ...account.previousTokens]
    .map((token) => (new Date(token.validUntil) > graceEnds ? { ...token, validUntil: latest } : token))
    .filter(({ validUntil }) => new Date(validUntil) > now)
    .slice(0, previousTokensKept);
  const sameGrace = previousTokens.every((token, index) => token === account.previousTokens[index]);
  if (isSame && sameGrace && previousTokens.length === account.previousTokens.length) return account;
  return {
    ...account,
    ...(!isSame && { sealedAuthToken, tokenRotatedAt: now }),
    previousTokens,
    version: account.version + 1,
    changedAt: now,
  };
}
