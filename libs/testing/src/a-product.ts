import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { v7 as uuid } from 'uuid';
import type { ChannelView } from '#contracts';
import { createSimulator, type Control } from '#twilio-simulator';
import { temporaryFolder } from '#tools/infrastructure/child';
import { keepsCompiled } from '#tools/infrastructure/compiled';
import { freePort } from '#tools/infrastructure/ports';
import { type Call, caller, setUp, type SetUp } from '#tools/product/set-up';
import { aMigratedDatabase } from './a-migrated-database.ts';
import { scriptToken, signInAs } from './sign-in.ts';
import { until } from './until.ts';
import { whenATestFails } from './when-a-test-fails.ts';

const dist = join(import.meta.dirname, '..', '..', '..', 'dist');
const run = promisify(execFile);
const agents = ['lena', 'diego', 'noor'];

/** The whole product in one process, as it is before anybody set anything up, with the simulator in the test's hand and people who can sign in. */
export interface BareProduct {
  readonly baseUrl: string;
  readonly twilio: Control;
  readonly databaseUrl: string;
  /** Where the development issuer keeps its keys. */
  readonly issuerFile: string;
  /** Calls the API as lena, diego, noor (agents), sofia (supervisor) or dana (administrator); throws what was refused. */
  as(subject: string): Promise<Call>;
  token(subject: string): Promise<string>;
  /** Everything the process wrote so far. */
  log(): string;
  /** Signs an agent in, available for work. */
  ready(subject: string): Promise<Call>;
  /** Ends the process; `begin` starts it again on what it kept. */
  end(signal?: NodeJS.Signals): Promise<void>;
  begin(): Promise<void>;
  restart(signal?: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

/** The product with one channel. */
export interface RunningProduct extends BareProduct {
  readonly wired: SetUp;
  /** A text arrives for our number; settles when its webhook was answered. */
  text(from: string, body: string): Promise<{ sid: string; status: number | null }>;
}

export interface BareSettings {
  /** In RabbitMQ instead of in the process. */
  readonly amqpUrl?: string;
  /** What else the process reads. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface ProductSettings extends BareSettings {
  /** A marked token, when the test wants to look for it. */
  readonly authToken?: string;
  /** How long an offer stands, in seconds. */
  readonly offerSeconds?: number;
  /** Whether customers are told by itself that an agent joined, ended or took over; off, so that threads hold what the test writes. */
  readonly speaksByItself?: boolean;
}

const passwords = Object.fromEntries(
  ['CHANNEL_CONFIG', 'GATEWAY', 'CONVERSATIONS', 'ROUTING'].map((schema) => [
    `DATABASE_PASSWORD_${schema}`,
    'e2e-password',
  ]),
);
const migrate = (env: NodeJS.ProcessEnv) => run(process.execPath, [join(dist, 'tools', 'migrate.js')], { env });

/** Starts it on an empty database. Nobody is available. */
export async function aBareProduct(settings: BareSettings = {}): Promise<BareProduct> {
  return (await startBare(settings)).product;
}

async function startBare({ amqpUrl, environment: more = {} }: BareSettings) {
  const folder = temporaryFolder('e2e');
  const bare = { PATH: process.env['PATH'], ...keepsCompiled(join(dist, '..')), ...passwords };
  const database = await aMigratedDatabase((url) => migrate({ ...bare, DATABASE_URL: url }));
  const simulator = createSimulator({ pace: { queuedMs: 5, sendingMs: 5, sentMs: 30 } });
  const twilioUrl = await simulator.listen();
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const logFile = join(folder.path, 'product.log');
  const environment: NodeJS.ProcessEnv = {
    ...bare,
    DATABASE_URL: database.url,
    ...(amqpUrl && { AMQP_URL: amqpUrl }),
    PORT: String(port),
    PUBLIC_BASE_URL: baseUrl,
    TWILIO_API_BASE_URL: twilioUrl,
    CONVERSATIONS_SECRETS_KEYS: `one:${randomBytes(32).toString('base64')}`,
    SECRETS_KEYS: `one:${randomBytes(32).toString('base64')}`,
    MEDIA_FOLDER: join(folder.path, 'media'),
    DATA_FOLDER: folder.path,
    ...more,
  };
  if (amqpUrl) await migrate(environment); // its queues

  whenATestFails(async () => {
    const lines = readFileSync(logFile, 'utf8').split('\n');
    const telling = lines.filter((line) => !/"name":"GET [^}]*"status":200/.test(line));
    return `The product wrote last:\n${telling.slice(-40).join('\n')}`;
  });
  const issuerFile = join(folder.path, 'issuer.json');
  let child = await start(environment, logFile, baseUrl);
  const { scriptsSecret } = JSON.parse(readFileSync(issuerFile, 'utf8')) as {
    scriptsSecret: string;
  };
  const administer = caller(baseUrl, await scriptToken(baseUrl, scriptsSecret));
  const tokens = new Map<string, Promise<string>>();
  const token = (subject: string) => {
    if (!tokens.has(subject)) tokens.set(subject, signInAs(baseUrl, subject));
    return tokens.get(subject)!;
  };
  const as = async (subject: string) => caller(baseUrl, await token(subject));
  const memberIds = await Promise.all(
    agents.map(async (subject) => (await (await as(subject))<{ id: string }>('PUT', '/api/routing/agents/me')).id),
  );
  for (const subject of agents)
    await (
      await as(subject)
    )('PUT', '/api/routing/agents/me/presence', { presence: 'offline' });

  const begin = async () => {
    child = await start(environment, logFile, baseUrl);
  };
  const product: BareProduct = {
    baseUrl,
    twilio: simulator.control,
    databaseUrl: database.url,
    issuerFile,
    as,
    token,
    log: () => readFileSync(logFile, 'utf8'),
    async ready(subject) {
      const call = await as(subject);
      await call('PUT', '/api/routing/agents/me/presence', { presence: 'available' });
      await call('POST', '/api/routing/agents/me/beat', { showing: [] });
      return call;
    },
    end: (signal = 'SIGTERM') => child.end(signal),
    begin,
    async restart(signal = 'SIGTERM') {
      await child.end(signal);
      await begin();
    },
    async stop() {
      await child.end('SIGTERM');
      await simulator.stop();
      await database.drop();
      folder.remove();
    },
  };
  return { product, administer, memberIds };
}

/** Starts it on an empty database, sets one channel up through the API, and enters the callback address at the simulated Twilio. */
export async function aProduct({
  authToken = randomBytes(16).toString('hex'),
  offerSeconds,
  speaksByItself = false,
  ...settings
}: ProductSettings = {}): Promise<RunningProduct> {
  const { product, administer, memberIds } = await startBare(settings);
  const wired = await setUp(administer, { memberIds, authToken });
  product.twilio.addAccount({
    sid: wired.accountSid,
    authToken,
    numbers: [{ number: wired.number, smsUrl: wired.webhook }],
  });
  const distribution = `/api/routing/workstreams/${wired.workstreamId}/distribution`;
  const { version } = await until('routing knows the workstream', () =>
    administer<{ version: number }>('GET', distribution).catch(() => null),
  );
  if (offerSeconds) await administer('PUT', distribution, { offerSeconds }, { 'if-match': `"${version}"` });

  await until('the channel is in force', async () => {
    const { version: newest, inForce } = await administer<ChannelView>(
      'GET',
      `/api/channel-config/channels/${wired.channelId}`,
    );
    return inForce.filter((one) => one.version === newest).length === 2; // at the gateway and in conversations
  });
  if (!speaksByItself) await turnOff(administer, 'agent-joined', 'agent-ended-conversation', 'transfer-accepted');

  return {
    ...product,
    wired,
    async text(from, body) {
      const { sid, status } = await product.twilio.text({ from, to: wired.number, body });
      return { sid, status };
    },
  };
}

/** Nothing is sent at these triggers. */
async function turnOff(administer: Call, ...triggers: string[]): Promise<void> {
  for (const trigger of triggers)
    await administer('PUT', `/api/channel-config/automated-messages/${uuid()}`, {
      slug: `no-${trigger}`,
      name: `No ${trigger}`,
      trigger,
      level: 'sms',
      locale: 'en-US',
      text: 'Off',
      active: false,
    });
}

async function start(env: NodeJS.ProcessEnv, logFile: string, baseUrl: string) {
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [join(dist, 'apps', 'all-in-one', 'src', 'main.js')], {
    env,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await until(
    'the product is ready',
    async () => {
      if (child.exitCode !== null)
        throw new Error(`It ended while it started:\n${readFileSync(logFile, 'utf8').slice(-3000)}`);
      return (await fetch(`${baseUrl}/health/ready`).catch(() => null))?.ok;
    },
    { withinMs: 60_000 },
  );
  return {
    async end(signal: NodeJS.Signals) {
      child.kill(signal);
      await ended;
    },
  };
}
