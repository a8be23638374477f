import type { AccountId, Address, ChannelId, ConfigurationState, NumberId, NumberType } from '#contracts';
import type { KnownProvider } from './known-providers.ts';

/** A provider's account as channel-config last said it. */
export interface Account {
  readonly id: AccountId;
  readonly version: number;
  readonly provider: KnownProvider;
  /** The part of the webhook URLs that names it. */
  readonly key: string;
  /** At Azure, the endpoint of the resource. */
  readonly accountSid: string;
  readonly sealedAuthToken: string;
  /** Replaced tokens, newest first. */
  readonly previousAuthTokens: readonly PreviousAuthToken[];
  /** In the order that the administrator gave them. */
  readonly numbers: readonly AccountNumber[];
}

/** A support number of an account, whether or not a channel has it. */
export interface AccountNumber {
  readonly numberId: NumberId;
  readonly address: Address;
  readonly type: NumberType;
}

/** A token that was replaced, sealed. Twilio signs with it until it is told to use the new one. */
export interface PreviousAuthToken {
  readonly sealedAuthToken: string;
  /** Until when its signatures are believed, ISO 8601. */
  readonly validUntil: string;
}

/** An account that carried a channel's texts until its number moved to another, ISO 8601. */
export interface FormerAccount {
  readonly accountId: AccountId;
  readonly until: string;
}

type Carried = Pick<Channel, 'accountId' | 'formerly'>;

/** All accounts that carry a channel's texts or did, the one that does now first: what a former one still brings is the channel's. */
export const carriersOf = ({ accountId, formerly }: Carried): readonly AccountId[] => [
  ...new Set([accountId, ...formerly.map((one) => one.accountId)]),
];

/** The account that carried a channel's texts at this moment; null: that is not known, and so the one that does now. */
export function carrierAt({ accountId, formerly }: Carried, at: Date | null): AccountId {
  if (at === null) return accountId;
  // the latest first: the last one that still had it then
  return formerly.findLast(({ until }) => at < new Date(until))?.accountId ?? accountId;
}

/** A support number wired to a workstream, as channel-config last said it. */
export interface Channel {
  readonly id: ChannelId;
  readonly version: number;
  readonly accountId: AccountId;
  readonly provider: KnownProvider;
  readonly number: Address;
  /** The accounts that its number moved away from, the latest first. */
  readonly formerly: readonly FormerAccount[];
  readonly state: ConfigurationState;
}

/** The state that a fact says, or does not say yet; what we cannot read takes nothing new. */
export const lifeIn = (state: ConfigurationState | 'other' | undefined): ConfigurationState =>
  state === 'other' ? 'retiring' : (state ?? 'active');

/** Where an account's API key was sealed. */
export const placeOfApiKey = (id: AccountId): string => `account/${id}/api-key`;

/** Where an account's token was sealed; it opens nowhere else (decisions G). */
export const placeOfAuthToken = (id: AccountId): string => `account/${id}/auth-token`;
