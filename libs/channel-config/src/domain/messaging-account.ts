import type { AccountId, Address, NumberId, NumberType, Slug } from '#contracts';

/** A number that customers text, bought at the provider. It belongs to one account and to at most one channel (product.md 2.2). */
export interface SupportNumber {
  readonly id: NumberId;
  readonly accountId: AccountId;
  readonly address: Address;
  readonly type: NumberType;
  readonly description: string;
  /** Place in the account's list, from 0. */
  readonly place: number;
}

/** The customer's credentials at a provider, and the numbers reached with them (product.md 2.1). */
export interface MessagingAccount {
  readonly id: AccountId;
  readonly version: number;
  readonly slug: Slug;
  readonly name: string;
  readonly provider: 'twilio';
  readonly accountSid: string;
  /** Names the account in webhook URLs; long and random, so that nobody guesses another's. */
  readonly key: string;
  readonly sealedAuthToken: string;
  readonly tokenRotatedAt: Date;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** Where a secret belongs; it opens nowhere else. */
export const placeOfAuthToken = (id: AccountId): string => `account/${id}/auth-token`;

/** The addresses to be entered at the provider, under the public address of this installation. */
export const callbackOf = (publicBase: string, key: string) => ({
  messages: `${publicBase}/webhooks/twilio/${key}/messages`,
  fallback: `${publicBase}/webhooks/twilio/${key}/fallback`,
  method: 'POST' as const,
});

/** Whether creating this again is a repeat of what was done, or something else under the same id. */
export function isRepeat(
  known: { account: MessagingAccount; numbers: readonly SupportNumber[] },
  asked: Pick<MessagingAccount, 'slug' | 'name' | 'provider' | 'accountSid'> & {
    numbers: readonly Pick<SupportNumber, 'id' | 'address' | 'type' | 'description'>[];
  },
): boolean {
  const { account, numbers } = known;
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
      number.description === other.description
    );
  };
  return sameAccount && numbers.length === asked.numbers.length && numbers.every(sameNumber);
}
