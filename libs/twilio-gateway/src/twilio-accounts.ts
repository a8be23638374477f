import sdk from 'twilio';
import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import type { ShortCodeInstance } from 'twilio/lib/rest/api/v2010/account/shortCode.js';
import type { ServiceInstance } from 'twilio/lib/rest/messaging/v1/service.js';
import { type Address, address } from '#contracts';
import type { AccountNumber } from './domain/account.ts';
import { type Failure, type Look, withWritten, type Writes } from './domain/account-check.ts';
import { readRefusal } from './domain/provider-codes.ts';
import type { NumberAtTwilio, OverridingService, Wiring } from './domain/webhooks.ts';
import { inLanes } from './lanes.ts';
import type { OpenedAccount } from './opened-account.ts';
import { TwilioRequests } from './twilio-requests.ts';

type Client = ReturnType<typeof sdk>;

/** Where the next page of an account's numbers begins: those with a country code first, short codes after them. */
export interface NumberPage {
  readonly kind: NumberAtTwilio['kind'];
  /** Twilio's; null for the first page of its kind. */
  readonly token: string | null;
  readonly page: number;
}

/** A number that the account has, as people choose from. */
export interface ListedNumber {
  readonly address: Address;
  readonly kind: NumberAtTwilio['kind'];
  readonly friendlyName: string;
}

/** What was written and read back, and by SID what could not be. */
export interface Written {
  readonly look: Look;
  readonly failures: ReadonlyMap<string, Failure>;
}

/** More than so many numbers are found in the list of all; fewer are asked for one by one. */
const askedOneByOne = 10;
const pageSize = 1000;
const lanes = 8;

/**
 * The part of Twilio's REST interface that is about accounts and their numbers. Its errors carry credentials, so none of them leaves this
 * file: what goes wrong is a `Failure`. All that one call asks takes half a minute at most.
 */
export class TwilioAccounts {
  constructor(private readonly settings: { readonly twilioApi: string; readonly answerWithinMs: number }) {}

  /** Reads the account, those of its support numbers that it has, and what overrides them. */
  look(account: OpenedAccount): Promise<Look | Failure> {
    return this.asking(account, async (client) => {
      const { status } = await client.api.v2010.accounts(account.accountSid).fetch();
      if (status !== 'active') return { outcome: 'account-suspended', errorCode: null };
      const [numbers, codes, services] = await Promise.all([
        readNumbers(client, account.numbers),
        readShortCodes(client, account.numbers),
        readServices(client),
      ]);
      return { numbers: [...numbers, ...codes], services };
    });
  }

  /** Sets these numbers and Messaging Services, one call each. After a failure that would meet all of them nothing more is asked. */
  async write(account: OpenedAccount, look: Look, writes: Writes, wiring: Wiring): Promise<Written> {
    const numbers: NumberAtTwilio[] = [];
    const services: OverridingService[] = [];
    const failures = new Map<string, Failure>();
    let meetsAll: Failure | undefined;
    const client = this.clientOf(account);
    const attempt = async (sid: string, work: () => Promise<unknown>) => {
      const failure = meetsAll ?? (await failureOf(work));
      if (failure) failures.set(sid, failure);
      if (failure && failure.outcome !== 'provider-refused') meetsAll = failure;
    };
    await inLanes(lanes, writes.numbers, (number) =>
      attempt(number.sid, async () => numbers.push(await writeNumber(client, number, wiring))),
    );
    await inLanes(lanes, writes.services, (service) =>
      attempt(service.sid, async () => services.push(await writeService(client, service, wiring))),
    );
    return { look: withWritten(look, { numbers, services }), failures };
  }

  /** One page of the account's numbers that can text, and where the next one begins; a page may hold fewer than the limit, even none. */
  list(
    account: OpenedAccount,
    { kind, token, page }: NumberPage,
    limit: number,
  ): Promise<{ items: readonly ListedNumber[]; next: NumberPage | null } | Failure> {
    const asked = { pageSize: limit, ...(token !== null && { pageToken: token, pageNumber: page }) };
    return this.asking(account, async (client) => {
      const found =
        kind === 'number' ? await client.incomingPhoneNumbers.page(asked) : await client.shortCodes.page(asked);
      const items = found.instances.flatMap((one) => listed(one) ?? []);
      const next = found.nextPageUrl ? pageIn(kind, found.nextPageUrl) : null;
      const shortCodes: NumberPage | null = kind === 'number' ? { kind: 'short-code', token: null, page: 0 } : null;
      return { items, next: next ?? shortCodes };
    });
  }

  private clientOf(account: OpenedAccount): Client {
    const { username, password } = account.credentials();
    const { twilioApi, answerWithinMs } = this.settings;
    const httpClient = new TwilioRequests(twilioApi, {
      answerWithinMs,
      maxSockets: lanes,
      allWithinMs: 3 * answerWithinMs,
      repeats: true,
    });
    return sdk(username, password, { httpClient, logLevel: 'none', autoRetry: false });
  }

  private async asking<Answer>(
    account: OpenedAccount,
    work: (client: Client) => Promise<Answer | Failure>,
  ): Promise<Answer | Failure> {
    try {
      return await work(this.clientOf(account));
    } catch (error) {
      return readError(error);
    }
  }
}

async function failureOf(work: () => Promise<unknown>): Promise<Failure | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return readError(error);
  }
}

function readError(error: unknown): Failure {
  const { status, code } = error as { readonly status?: unknown; readonly code?: unknown };
  if (typeof status === 'number') return readRefusal(status, typeof code === 'number' ? code : undefined);
  return { outcome: 'provider-unreachable', errorCode: null };
}

async function readNumbers(client: Client, wanted: readonly AccountNumber[]): Promise<NumberAtTwilio[]> {
  const missing = new Set(wanted.filter(({ type }) => type !== 'short-code').map(({ address }) => address));
  const pages = (await numberPages(client, missing)).flat();
  return pages.map(ofNumber).filter((number) => missing.has(number.address));
}

async function numberPages(
  client: Client,
  wanted: ReadonlySet<Address>,
): Promise<readonly (readonly IncomingPhoneNumberInstance[])[]> {
  if (wanted.size > askedOneByOne) return [await client.incomingPhoneNumbers.list({ pageSize })];
  return Promise.all([...wanted].map((phoneNumber) => client.incomingPhoneNumbers.list({ phoneNumber, pageSize })));
}

async function readShortCodes(client: Client, wanted: readonly AccountNumber[]): Promise<NumberAtTwilio[]> {
  const codes = new Set(wanted.filter(({ type }) => type === 'short-code').map(({ address }) => address));
  if (codes.size === 0) return [];
  return (await client.shortCodes.list({ pageSize })).map(ofShortCode).filter(({ address }) => codes.has(address));
}

/** The Messaging Services whose wiring counts, with their senders. An account that may not have any has none. */
async function readServices(client: Client): Promise<OverridingService[]> {
  const all = await client.messaging.v1.services.list({ pageSize: 100 }).catch((error: unknown) => {
    const failure = readError(error);
    if (failure.outcome === 'provider-refused') return [];
    throw error;
  });
  const overriding = all.filter(({ useInboundWebhookOnNumber }) => !useInboundWebhookOnNumber);
  return inLanes(lanes, overriding, async (service) => {
    const { phoneNumbers, shortCodes } = client.messaging.v1.services(service.sid);
    const senders = [...(await phoneNumbers.list({ pageSize })), ...(await shortCodes.list({ pageSize }))];
    return ofService(
      service,
      senders.map(({ sid }) => sid),
    );
  });
}

async function writeNumber(client: Client, { sid, kind }: NumberAtTwilio, wiring: Wiring): Promise<NumberAtTwilio> {
  const changes = {
    smsUrl: wiring.url,
    smsMethod: wiring.method,
    smsFallbackUrl: wiring.fallbackUrl,
    smsFallbackMethod: wiring.fallbackMethod,
  };
  if (kind === 'short-code') return ofShortCode(await client.shortCodes(sid).update(changes));
  return ofNumber(await client.incomingPhoneNumbers(sid).update({ ...changes, smsApplicationSid: '' }));
}

async function writeService(client: Client, known: OverridingService, wiring: Wiring): Promise<OverridingService> {
  const service = await client.messaging.v1.services(known.sid).update({
    inboundRequestUrl: wiring.url,
    inboundMethod: wiring.method,
    fallbackUrl: wiring.fallbackUrl,
    fallbackMethod: wiring.fallbackMethod,
  });
  return ofService(service, known.senders);
}

// What the SDK calls a string may be null in Twilio's answer.
const wiringOf = (url: string | null, method: string | null, fallbackUrl: string | null, fallback: string | null) => ({
  url: url ?? '',
  method: method ?? 'POST',
  fallbackUrl: fallbackUrl ?? '',
  fallbackMethod: fallback ?? 'POST',
});

const ofNumber = (one: IncomingPhoneNumberInstance): NumberAtTwilio => ({
  sid: one.sid,
  kind: 'number',
  address: one.phoneNumber as Address,
  canText: canText(one),
  wiring: wiringOf(one.smsUrl, one.smsMethod, one.smsFallbackUrl, one.smsFallbackMethod),
  applicationSid: one.smsApplicationSid || null,
});

const ofShortCode = (one: ShortCodeInstance): NumberAtTwilio => ({
  sid: one.sid,
  kind: 'short-code',
  address: one.shortCode as Address,
  canText: true,
  wiring: wiringOf(one.smsUrl, one.smsMethod, one.smsFallbackUrl, one.smsFallbackMethod),
  applicationSid: null,
});

const ofService = (one: ServiceInstance, senders: readonly string[]): OverridingService => ({
  sid: one.sid,
  wiring: wiringOf(one.inboundRequestUrl, one.inboundMethod, one.fallbackUrl, one.fallbackMethod),
  senders,
});

/** Twilio has spelt the name of this capability in both ways. */
function canText({ capabilities }: IncomingPhoneNumberInstance): boolean {
  const { sms, SMS } = (capabilities ?? {}) as { readonly sms?: boolean; readonly SMS?: boolean };
  return sms ?? SMS ?? false;
}

function listed(one: IncomingPhoneNumberInstance | ShortCodeInstance): ListedNumber | undefined {
  const isCode = 'shortCode' in one;
  const read = address.safeParse(isCode ? one.shortCode : one.phoneNumber);
  if (!read.success || !(isCode || canText(one))) return undefined;
  return { address: read.data, kind: isCode ? 'short-code' : 'number', friendlyName: one.friendlyName ?? '' };
}

function pageIn(kind: NumberPage['kind'], url: string): NumberPage {
  const query = new URL(url).searchParams;
  return { kind, token: query.get('PageToken'), page: Number(query.get('Page') ?? 0) };
}
