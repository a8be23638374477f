import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { address } from '#contracts';
import type { Failure } from '../domain/account-check.ts';
import { readAzureEvents } from '../domain/azure-events.ts';
import { azureAuthorization, azureStringToSign } from '../domain/azure-signature.ts';
import type { Listing } from '../domain/look-up.ts';
import type { Answer } from '../domain/provider-codes.ts';
import type { OpenedAccount } from '../opened-account.ts';
import { type Inbound, type OutgoingText, Provider, type ProviderNumber, type WebhookRequest } from './provider.ts';

const sendPath = '/sms?api-version=2021-03-07';
const numbersPath = '/phoneNumbers?top=100&api-version=2022-12-01';
/** More pages of numbers than this are not read. */
const mostPages = 50;

const sent = z.object({
  value: z
    .array(
      z.object({
        messageId: z.string().nullish(),
        httpStatusCode: z.number().int(),
        successful: z.boolean(),
      }),
    )
    .length(1),
});
const numbers = z.object({
  phoneNumbers: z.array(z.object({ phoneNumber: z.string(), capabilities: z.object({ sms: z.string() }) })),
  nextLink: z.string().nullish(),
});

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Azure Communication Services SMS. An account's SID is the endpoint of the resource, its token the access key. Texts carry no files
 * (product.md 4). Azure tells repeated requests apart by an id of ours, so that asking again is always safe, and nothing has to be
 * looked up. It brings texts and reports through Event Grid, which signs nothing: a key in the address says that it is ours.
 */
export class AzureProvider extends Provider {
  readonly name = 'azure' as const;

  constructor(private readonly settings: { readonly answerWithinMs: number }) {
    super();
  }

  capabilities() {
    return {
      provider: this.name,
      attachments: false,
      longestText: 1600,
      mostFiles: 0,
      numberTypes: ['toll-free' as const, 'short-code' as const, 'long-code' as const, 'alphanumeric' as const],
      connects: false,
      lists: false,
    };
  }

  async validate(account: OpenedAccount): Promise<readonly ProviderNumber[] | Failure> {
    const found: ProviderNumber[] = [];
    let path: string | null = numbersPath;
    for (let pages = 0; path !== null && pages < mostPages; pages += 1) {
      const answer: Answered | null = await this.ask(account, 'GET', path);
      if (answer === null || answer.status >= 500 || answer.status === 429)
        return { outcome: 'provider-unreachable', errorCode: answer && `azure-${answer.status}` };
      const errorCode = `azure-${answer.status}`;
      if (answer.status === 401) return { outcome: 'bad-credentials', errorCode };
      if (answer.status === 403) return { outcome: 'account-suspended', errorCode };
      const page = numbers.safeParse(answer.body);
      if (answer.status !== 200 || !page.success) return { outcome: 'provider-refused', errorCode };
      found.push(
        ...page.data.phoneNumbers.flatMap(({ phoneNumber, capabilities }) => {
          const read = address.safeParse(phoneNumber);
          return read.success ? [{ address: read.data, canText: capabilities.sms.includes('outbound') }] : [];
        }),
      );
      path = page.data.nextLink ? pathOf(page.data.nextLink) : null;
    }
    return found;
  }

  /** The event subscription belongs to the customer's Azure subscription, which an access key does not open. */
  connect() {
    return Promise.resolve('manual' as const);
  }

  async send(account: OpenedAccount, { id, from, to, body, writtenAt }: OutgoingText): Promise<Answer> {
    if (from === null) return { kind: 'refused', errorCode: 'azure-4001' };
    const answer = await this.ask(account, 'POST', sendPath, {
      from,
      smsRecipients: [{ to, repeatabilityRequestId: id, repeatabilityFirstSent: writtenAt.toUTCString() }],
      message: body,
      smsSendOptions: { enableDeliveryReport: true, tag: id },
    });
    // safe, because Azure knows the request again
    if (answer === null || answer.status >= 500 || answer.status === 408 || answer.status === 429)
      return { kind: 'not-now', errorCode: answer && `azure-${answer.status}` };
    const read = sent.safeParse(answer.body);
    if (answer.status >= 400) return { kind: 'refused', errorCode: `azure-${answer.status}` };
    if (!read.success) return { kind: 'no-answer', errorCode: null };
    const [{ successful, messageId, httpStatusCode }] = read.data.value as [(typeof read.data.value)[0]];
    if (successful && messageId) return { kind: 'accepted', providerSid: messageId };
    const errorCode = `azure-${httpStatusCode}`;
    return httpStatusCode === 429 || httpStatusCode >= 500
      ? { kind: 'not-now', errorCode }
      : { kind: 'refused', errorCode };
  }

  verify(account: OpenedAccount, { url }: WebhookRequest): boolean {
    return account.made(URL.parse(url)?.searchParams.get('key') ?? '', named(account));
  }

  parseInbound({ body }: WebhookRequest): readonly Inbound[] {
    return readAzureEvents(body.toString('utf8'));
  }

  fetchMedia() {
    return Promise.resolve(null);
  }

  list(): Promise<Listing> {
    return Promise.resolve({ kind: 'listed', texts: [] });
  }

  private async ask(
    account: OpenedAccount,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<Answered | null> {
    const { username: endpoint, password: accessKey } = account.credentials();
    try {
      const url = new URL(path, endpoint);
      const content = body === undefined ? '' : JSON.stringify(body);
      const contentHash = createHash('sha256').update(content).digest('base64');
      const date = new Date().toUTCString();
      const text = azureStringToSign({ method, host: url.host, path: url.pathname + url.search, date, contentHash });
      const signature = createHmac('sha256', Buffer.from(accessKey, 'base64')).update(text).digest('base64');
      const answer = await fetch(url, {
        method,
        headers: {
          'x-ms-date': date,
          'x-ms-content-sha256': contentHash,
          authorization: azureAuthorization(signature),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: content }),
        redirect: 'manual',
        signal: AbortSignal.timeout(this.settings.answerWithinMs),
      });
      const said = await answer.text();
      return { status: answer.status, body: said === '' ? null : (JSON.parse(said) as unknown) };
    } catch {
      return null;
    }
  }
}

/**
 * What the address of the event subscription carries, so that nobody else can speak for Azure. It changes with the access key; that of a
 * replaced one is believed as long as the key is.
 */
export const webhookKey = (account: OpenedAccount): string =>
  createHmac('sha256', account.credentials().password).update(named(account)).digest('base64url');

const named = ({ key }: OpenedAccount): string => `events of ${key}`;

const pathOf = (link: string): string | null => {
  const url = URL.parse(link, 'https://azure.invalid');
  return url && url.pathname + url.search;
};
