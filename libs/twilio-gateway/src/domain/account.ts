import type { AccountId, Address, ChannelId } from '#contracts';

/** A Twilio account as channel-config last said it. */
export interface Account {
  readonly id: AccountId;
  readonly version: number;
  /** The part of the webhook URLs that names it. */
  readonly key: string;
  readonly accountSid: string;
  readonly sealedAuthToken: string;
  /** Replaced tokens, newest first. */
  readonly previousAuthTokens: readonly PreviousAuthToken[];
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
  readonly number: Address;
}

/** Where an account's token was sealed; it opens nowhere else (decisions G). */
export const placeOfAuthToken = (id: AccountId): string => `account/${id}/auth-token`;
