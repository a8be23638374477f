import { type DataOf, numberConnected } from '#contracts';
import { currentCause } from '#event-bus';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { anAccount, aService, type Service, until } from '#testing';
import { sign } from '#twilio-simulator';
import { GatewaySettings } from './gateway-settings.ts';
import { gatewaySchema } from './schema.ts';
import { TwilioGatewayModule } from './twilio-gateway.module.ts';
import { recordConnections } from './use-cases/record-connections.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const account = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13';
const numberId = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e14';
const path = '/webhooks/twilio/north-key/messages';
const sealedAuthToken = new Seal(keys).seal('north-token', `account/${account}/auth-token`);

let service: Service;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
    [PublicAddress, new PublicAddress('https://parley.example')],
  ]);
  await service.hear(anAccount({ sealedAuthToken }));
});
afterEach(() => service.stop());

let last = 0;
const text = async ({ to = '+14252306549', token = 'north-token' } = {}): Promise<number> => {
  const form: [string, string][] = [
    ['MessageSid', `SM${(++last).toString(16).padStart(32, '0')}`],
    ['AccountSid', `AC${'0'.repeat(31)}1`],
    ['From', '+14155550111'],
    ['To', to],
    ['Body', 'Hello'],
  ];
  const answer = await service.app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(token, `https://parley.example${path}`, form),
    },
    payload: new URLSearchParams(form).toString(),
  });
  return answer.statusCode;
};
const said = async (): Promise<DataOf<typeof numberConnected>[]> => {
  await service.turn('outbox');
  return service.said(numberConnected.type).map((event) => numberConnected.parse(event).data);
};
const saidOnce = () => until('it is said', async () => (await said()).length > 0);

describe('the first text to a number', () => {
  it('says that its webhook works, even before a channel has the number', async () => {
    expect(await text()).toBe(404);
    await saidOnce();
    expect(await said()).toEqual([{ accountId: account, numberId, connectedAt: expect.any(String) }]);
  });

  it('is the only one that says so, in every process', async () => {
    await Promise.all(Array.from({ length: 20 }, () => text()));
    await saidOnce();
    // another process, or this one after a start, has noticed nothing yet
    const accountId = (await said())[0]!.accountId;
    const texted = { accountId, numberId: (await said())[0]!.numberId, cause: currentCause() };
    await service.database.transact((tx) => recordConnections(tx, [texted, texted]));
    expect(await said()).toHaveLength(1);
  });

  it('proves nothing when it is not signed by Twilio, or for a number that is not ours', async () => {
    expect(await text({ token: 'another' })).toBe(403);
    await text({ to: '+14255550100' });
    await text();
    await saidOnce();
    expect((await said()).map((fact) => fact.numberId)).toEqual([numberId]);
  });
});
