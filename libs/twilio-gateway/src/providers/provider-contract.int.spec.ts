import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Address } from '#contracts';
import { until } from '#testing';
import { createSimulator } from '#twilio-simulator';
import { MediaHosts } from '../domain/media-hosts.ts';
import { OpenedAccount } from '../opened-account.ts';
import { anAzure } from '../test/an-azure.ts';
import { AzureProvider, webhookKey } from './azure-provider.ts';
import type { OutgoingText, Provider, WebhookRequest } from './provider.ts';
import { TwilioProvider } from './twilio-provider.ts';

const number = '+14252306549' as Address;
const customer = '+14155550111' as Address;
type Trouble = 'busy' | 'took it, then failed' | 'took it, then cut the line';

/** A provider, its double, and the address at which the double calls us. */
interface World {
  readonly provider: Provider;
  readonly account: OpenedAccount;
  readonly stranger: OpenedAccount;
  /** What came in, as it came. */
  readonly requests: WebhookRequest[];
  /** What the double has of us. */
  texts(): { to: string; from: string; body: string }[];
  trouble(what: Trouble): void;
  customerWrites(body: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** Keeps what comes in, and answers yes. */
async function aDoor() {
  const requests: WebhookRequest[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      requests.push({ url: `${url}${request.url}`, headers: request.headers, body });
      response.writeHead(200, { 'content-type': 'text/xml' }).end('<Response/>');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => new Promise<void>((closed) => (server.closeAllConnections(), server.close(() => closed())));
  return { requests, url, stop };
}
const numbers = [{ numberId: 'n' as never, address: number, type: 'long-code' as const }];
const described = { id: 'a' as never, version: 1, key: 'main', numbers };

async function twilio(): Promise<World> {
  const door = await aDoor();
  const [sid, token] = [`AC${'0'.repeat(31)}1`, 'a-token-of-twilio'];
  const simulator = createSimulator({
    pace: { queuedMs: 1, sendingMs: 1, sentMs: 1 },
    accounts: [{ sid, authToken: token, numbers: [{ number, smsUrl: `${door.url}/messages` }] }],
  });
  const provider = new TwilioProvider({
    mediaHosts: new MediaHosts(''),
    twilioApi: await simulator.listen(),
    answerWithinMs: 2_000,
  });
  const accountOf = (authToken: string) =>
    new OpenedAccount({ ...described, provider: 'twilio', accountSid: sid }, authToken);
  const faults = {
    busy: { kind: 'refuse', code: 20429, next: 1 },
    'took it, then failed': { kind: 'server-error', next: 1 },
    'took it, then cut the line': { kind: 'reset', accepts: true, next: 1 },
  } as const;
  return {
    provider,
    account: accountOf(token),
    stranger: accountOf('a-token-of-nobody'),
    requests: door.requests,
    texts: () => simulator.control.messages(sid),
    trouble: (what) => void simulator.control.fault(faults[what]),
    customerWrites: (body) => simulator.control.text({ from: customer, to: number, body }),
    stop: async () => {
      await simulator.stop();
      await door.stop();
    },
  };
}

async function azure(): Promise<World> {
  const door = await aDoor();
  const key = Buffer.from('an access key of azure').toString('base64');
  const double = await anAzure({ accessKey: key, numbers: [number] });
  const provider = new AzureProvider({ answerWithinMs: 2_000 });
  const accountOf = (accessKey: string) =>
    new OpenedAccount({ ...described, provider: 'azure', accountSid: double.endpoint }, accessKey);
  const account = accountOf(key);
  double.bringTo(`${door.url}/events?key=${webhookKey(account)}`);
  const faults = { busy: 429, 'took it, then failed': 'server-error', 'took it, then cut the line': 'reset' } as const;
  return {
    provider,
    account,
    stranger: accountOf(Buffer.from('of nobody').toString('base64')),
    requests: door.requests,
    texts: () => double.texts.map(({ message, ...text }) => ({ ...text, body: message })),
    trouble: (what) => double.fault(faults[what]),
    customerWrites: (body) => double.write(customer, number, body),
    stop: async () => {
      await double.stop();
      await door.stop();
    },
  };
}

describe.each([
  ['Twilio', twilio],
  ['Azure Communication Services', azure],
])('a provider: %s', (_name, start) => {
  let world: World;
  beforeEach(async () => void (world = await start()));
  afterEach(() => world.stop());
  const aText = (changes: Partial<OutgoingText> = {}): OutgoingText => ({
    id: '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e01',
    from: number,
    service: null,
    to: customer,
    body: 'We are on it 👍',
    statusCallback: 'http://127.0.0.1:1/deliveries/0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e01',
    validityPeriod: 600,
    writtenAt: new Date('2026-01-05T09:00:00Z'),
    ...changes,
  });

  it('says what it can do', () => {
    const { provider } = world;
    expect(provider.capabilities()).toMatchObject({ provider: provider.name, longestText: 1600 });
    expect(provider.capabilities().mostFiles > 0).toBe(provider.capabilities().attachments);
  });

  it('accepts its own credentials, tells its numbers, and refuses others', async () => {
    const { provider, account, stranger } = world;
    expect(await provider.validate(account)).toEqual([{ address: number, canText: true }]);
    expect(await provider.validate(stranger)).toMatchObject({
      outcome: 'bad-credentials',
      errorCode: expect.any(String),
    });
  });

  it('is connected, or says that this is done by hand', async () => {
    const { provider, account } = world;
    const webhooks = { messages: 'https://parley.example/messages', fallback: 'https://parley.example/fallback' };
    expect(await provider.connect(account, webhooks)).toBe(provider.capabilities().connects ? 'connected' : 'manual');
  });

  it('takes a text, and tells its id', async () => {
    const { provider, account } = world;
    expect(await provider.send(account, aText())).toEqual({
      kind: 'accepted',
      providerSid: expect.stringMatching(/./),
    });
    expect(world.texts()).toMatchObject([{ from: number, to: customer, body: 'We are on it 👍' }]);
  });

  it('refuses a text with a code where asking again would change nothing', async () => {
    const { provider, account, stranger } = world;
    for (const [asking, text] of [
      [account, aText({ from: '+14255550999' as Address })],
      [stranger, aText()],
    ] as const)
      expect(await provider.send(asking, text)).toEqual({ kind: 'refused', errorCode: expect.any(String) });
    expect(world.texts()).toEqual([]);
  });

  it('that is busy may be asked again', async () => {
    const { provider, account } = world;
    world.trouble('busy');
    expect(await provider.send(account, aText())).toMatchObject({ kind: 'not-now' });
    expect(await provider.send(account, aText())).toMatchObject({ kind: 'accepted' });
  });

  it.each(['took it, then failed', 'took it, then cut the line'] as const)(
    'that %s has the text once: it lists it, or knows it again',
    async (what) => {
      const { provider, account } = world;
      world.trouble(what);
      const answer = await provider.send(account, aText());
      if (answer.kind === 'not-now') expect(await provider.send(account, aText())).toMatchObject({ kind: 'accepted' });
      else {
        expect(answer.kind).toBe('no-answer');
        const listing = await provider.list(account, customer, new Date(Date.now() - 60_000));
        expect(listing).toMatchObject({ kind: 'listed', texts: [{ body: 'We are on it 👍' }] });
      }
      expect(world.texts()).toHaveLength(1);
    },
  );

  it('brings a customer’s text, verified and read; nothing of a stranger is believed', async () => {
    const { provider, account, stranger, requests } = world;
    await world.customerWrites('Where is it?');
    const request = await until('the text is here', () => requests[0]);
    expect([provider.verify(account, request), provider.verify(stranger, request)]).toEqual([true, false]);
    expect(provider.verify(account, { ...request, url: request.url.split('?')[0]! + 'x', headers: {} })).toBe(false);
    expect(provider.parseInbound(request)).toMatchObject([
      {
        kind: 'text',
        text: { from: customer, to: number, body: 'Where is it?', files: [], sid: expect.stringMatching(/./) },
      },
    ]);
  });

  it('has no file that nobody sent', async () => {
    const { provider, account } = world;
    const never = AbortSignal.timeout(5_000);
    expect(await provider.fetchMedia(account, `MM${'0'.repeat(32)}`, `ME${'0'.repeat(32)}`, never)).toBeNull();
  });
});
