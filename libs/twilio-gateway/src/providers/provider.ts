import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Address, Provider as ProviderName, ProviderCapabilitiesView } from '#contracts';
import type { Failure } from '../domain/account-check.ts';
import type { IncomingText } from '../domain/incoming-text.ts';
import type { Listing } from '../domain/look-up.ts';
import type { Answer } from '../domain/provider-codes.ts';
import type { StatusReport } from '../domain/status-report.ts';
import type { Webhooks } from '../domain/webhooks.ts';
import type { OpenedAccount } from '../opened-account.ts';

/** What a provider can do; the same for every account of it. */
export type Capabilities = ProviderCapabilitiesView;

/** A text to hand over. */
export interface OutgoingText {
  /** Our own id of it, which the provider's reports carry. */
  readonly id: string;
  /** Null: the provider chooses one of the sender group `service`. */
  readonly from: Address | null;
  readonly service: string | null;
  readonly to: Address;
  /** Empty only where files go along. */
  readonly body: string;
  /** Where the provider fetches the files that go along; none where it carries no files. */
  readonly mediaUrls?: readonly string[];
  /** Where the provider reports what became of it. */
  readonly statusCallback: string;
  /** How many seconds the carrier may hold it. */
  readonly validityPeriod: number;
  readonly writtenAt: Date;
}

/** A request that came in at the address of an account, as it came. */
export interface WebhookRequest {
  /** Under the public address, with its query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Byte for byte. */
  readonly body: Buffer;
}

/** One thing that a request brought. */
export type Inbound =
  | { readonly kind: 'text'; readonly text: IncomingText }
  /** `id`: ours. */
  | { readonly kind: 'status'; readonly id: string; readonly report: StatusReport }
  /** The provider asks whether this is the right address: it is answered this. */
  | { readonly kind: 'handshake'; readonly answer: object };

/** A number as the provider has it. */
export interface ProviderNumber {
  readonly address: Address;
  readonly canText: boolean;
}

/** `manual`: the provider has no way to do it for the customer; it is done there by hand. */
export type Connection = 'connected' | 'manual' | Failure;

/** The bytes of a customer's file; null: there is none, or the provider does not carry files. */
export interface ProviderFile {
  readonly bytes: Readable;
  readonly contentType: string | null;
}

/**
 * Everything that this product asks of an SMS provider (product.md 4), and all that is different between them. One object serves all
 * accounts of the provider. Nothing here throws but `parseInbound`, which refuses as `unreadable` what it cannot read; errors of a
 * provider carry credentials and phone numbers, so none of them leaves its adapter.
 */
export abstract class Provider {
  abstract readonly name: ProviderName;

  abstract capabilities(): Capabilities;

  /** Whether the provider accepts the credentials, and the numbers that it has. */
  abstract validate(account: OpenedAccount): Promise<readonly ProviderNumber[] | Failure>;

  /** Has texts to these numbers come here. */
  abstract connect(account: OpenedAccount, webhooks: Webhooks): Promise<Connection>;

  /** Asks once. `not-now` says that asking again cannot send the text twice; `no-answer`, that it could. */
  abstract send(account: OpenedAccount, text: OutgoingText): Promise<Answer>;

  /** Whether the request is the provider's, for this account. Nothing of it is believed before. */
  abstract verify(account: OpenedAccount, request: WebhookRequest): boolean;

  /** What a request brought; it was verified. What this version does not know is left out. */
  abstract parseInbound(request: WebhookRequest): readonly Inbound[];

  /** One file of a customer's text, by the ids that the text came with. */
  abstract fetchMedia(
    account: OpenedAccount,
    textId: string,
    fileId: string,
    signal: AbortSignal,
  ): Promise<ProviderFile | null>;

  /** Every text of ours to this customer since then. A provider that lists none, but tells repeated texts apart, lists nothing. */
  abstract list(account: OpenedAccount, to: Address, since: Date): Promise<Listing>;
}
