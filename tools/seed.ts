import { z } from 'zod';
import type { AccountView, ProvisioningView } from '#contracts';
import { agentIdOf } from '#identity';
import { readEnvironment } from '#platform';
import { caller } from './product/set-up.ts';

/*
 * Seeds the demo through the product's own API, as a team would set up a first channel from a script, and enters the callback address
 * at Twilio (the simulator). Running it again changes nothing.
 */
const environment = readEnvironment(
  z.object({
    /** Where the product answers. */
    BASE_URL: z.url(),
    OIDC_ISSUER: z.url(),
    /** The secret of the client `parley-scripts`. */
    SCRIPT_CLIENT_SECRET: z.string().min(1),
    TWILIO_API_BASE_URL: z.url(),
    /** The demo's Twilio account. */
    DEMO_ACCOUNT_SID: z.string(),
    DEMO_AUTH_TOKEN: z.string(),
    DEMO_NUMBER: z.string(),
  }),
);

/** Fixed, so that every run means the same things. */
const ids = {
  queue: '01990000-0000-7000-8000-000000000001',
  account: '01990000-0000-7000-8000-000000000002',
  number: '01990000-0000-7000-8000-000000000003',
  workstream: '01990000-0000-7000-8000-000000000004',
  channel: '01990000-0000-7000-8000-000000000005',
};

async function scriptToken(): Promise<string> {
  const discovered = await fetch(`${environment.OIDC_ISSUER}/.well-known/openid-configuration`);
  const { token_endpoint } = z.object({ token_endpoint: z.url() }).parse(await discovered.json());
  const answer = await fetch(token_endpoint, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`parley-scripts:${environment.SCRIPT_CLIENT_SECRET}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (!answer.ok) throw new Error(`The sign-in service refused the script: ${answer.status}`);
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
}

/** As an administrator does in Twilio's console: "A message comes in: webhook, POST". */
async function enterAtTwilio(messages: string, fallback: string): Promise<void> {
  const { TWILIO_API_BASE_URL, DEMO_ACCOUNT_SID, DEMO_AUTH_TOKEN, DEMO_NUMBER } = environment;
  const numbers = `${TWILIO_API_BASE_URL}/2010-04-01/Accounts/${DEMO_ACCOUNT_SID}/IncomingPhoneNumbers`;
  const headers = {
    authorization: `Basic ${Buffer.from(`${DEMO_ACCOUNT_SID}:${DEMO_AUTH_TOKEN}`).toString('base64')}`,
  };
  const listed = await fetch(`${numbers}.json?PhoneNumber=${encodeURIComponent(DEMO_NUMBER)}`, { headers });
  const { incoming_phone_numbers } = z
    .object({ incoming_phone_numbers: z.array(z.object({ sid: z.string() })) })
    .parse(await listed.json());
  const [number] = incoming_phone_numbers;
  if (!number) throw new Error(`The Twilio account has no number ${DEMO_NUMBER}.`);
  const updated = await fetch(`${numbers}/${number.sid}.json`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({
      SmsUrl: messages,
      SmsMethod: 'POST',
      SmsFallbackUrl: fallback,
      SmsFallbackMethod: 'POST',
    }),
  });
  if (!updated.ok) throw new Error(`Twilio did not take the callback address: ${updated.status}`);
}

const call = caller(environment.BASE_URL, await scriptToken());

/** Creates it if it is not there. What somebody has changed since the first start stays changed. */
async function ensure<View>(path: string, request: object): Promise<View> {
  const known = await call<View>('GET', path).catch(() => null);
  return known ?? call<View>('PUT', path, request);
}

const memberIds = ['lena', 'diego', 'noor'].map((subject) => agentIdOf(environment.OIDC_ISSUER, subject));
await ensure(`/api/routing/queues/${ids.queue}`, { slug: 'deliveries', name: 'Deliveries', priority: 100, memberIds });
const sms = '/api/channel-config/provisioning/sms';
const { version } = await call<ProvisioningView>('GET', sms);
if (version === 0) await call('PUT', sms, { enabled: true });
const { callback } = await ensure<AccountView>(`/api/channel-config/accounts/${ids.account}`, {
  slug: 'demo',
  name: 'Demo account',
  provider: 'twilio',
  accountSid: environment.DEMO_ACCOUNT_SID,
  authToken: environment.DEMO_AUTH_TOKEN,
  numbers: [{ id: ids.number, number: environment.DEMO_NUMBER, type: 'long-code', description: 'Deliveries line' }],
});
await ensure(`/api/channel-config/workstreams/${ids.workstream}`, {
  slug: 'deliveries',
  name: 'Deliveries',
  fallbackQueueId: ids.queue,
});
await ensure(`/api/channel-config/channels/${ids.channel}`, {
  slug: 'deliveries-line',
  name: 'Deliveries line',
  workstreamId: ids.workstream,
  numberId: ids.number,
  language: 'en-US',
  settings: { attachments: { enabled: true, customers: true, agents: true } },
});
await enterAtTwilio(callback!.messages, callback!.fallback);
