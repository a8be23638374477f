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

/** A support number wired to a workstream, as channel-config last said it. */
export interface Channel {
  readonly id: ChannelId;
  readonly version: number;
  readonly accountId: AccountId;
  readonly provider: KnownProvider;
  readonly number: Address;
  readonly state: ConfigurationState;
}

/** The state that a fact says, or does not say yet; what we cannot read takes nothing new. */
export const lifeIn = (state: ConfigurationState | 'other' | undefined): ConfigurationState =>
  state === 'other' ? 'retiring' : (state ?? 'active');

/** Where an account's API key was sealed. */
export const placeOfApiKey = (id: AccountId): string => `account/${id}/api-key`;

/** Where an account's token was sealed; it opens nowhere else (decisions G). */
export const placeOfAuthToken = (id: AccountId): string => `account/${id}/auth-token`;
