import { deliveryChanged } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, aReply, aService, type Service, until } from '#testing';
import { Directory } from '../directory.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { webhookKey } from '../providers/azure-provider.ts';
import { gatewaySchema } from '../schema.ts';
import { anAzure } from '../test/an-azure.ts';
import { SendDeliveries } from '../timers/send-deliveries.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const accessKey = Buffer.from('an access key of azure').toString('base64');
const number = '+18445550100';
const customer = '+14155550111';
const accountId = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13';

let service: Service;
let azure: Awaited<ReturnType<typeof anAzure>>;
let events: string;

beforeEach(async () => {
  azure = await anAzure({ accessKey, numbers: [number] });
  const address = new PublicAddress('');
  const settings = new GatewaySettings({ SECRETS_KEYS: keys });
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, Object.assign(settings, { answerWithinMs: 1_000 })],
    [PublicAddress, address],
  ]);
  await service.app.listen(0, '127.0.0.1');
  Object.assign(address, { base: await service.app.getUrl() });
  await service.hear(
    anAccount({
      provider: 'azure',
      accountSid: azure.endpoint,
      sealedAuthToken: new Seal(keys).seal(accessKey, `account/${accountId}/auth-token`),
      numbers: [{ numberId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e14', address: number, type: 'toll-free' }],
    }),
    aChannel({ provider: 'azure', number }),
  );
  const account = await service.app.get(Directory, { strict: false }).account(accountId as never);
  events = `${address.base}/webhooks/azure/north-key/events?key=${webhookKey(account!)}`;
});
afterEach(async () => {
  await service.stop();
  await azure.stop();
});

const turn = async () => {
  await service.turn('send-deliveries');
  await service.app.get(SendDeliveries, { strict: false }).settled();
};
const said = async (type: string) => {
  await service.turn('outbox');
  return service.said(type);
};
const lastState = async () => {
  const changes = (await said('gateway.delivery-changed')).map((event) => deliveryChanged.parse(event).data);
  return changes.at(-1);
};

describe('an account of Azure Communication Services', () => {
  it('is connected by answering its handshake, and only with the key of the account in the address', async () => {
    expect(await azure.subscribe(events)).toBe(true);
    expect(await azure.subscribe(events.replace(/key=.*/, 'key=guessed'))).toBe(false);
    expect(await azure.subscribe(events.replace('north-key', 'nobody'))).toBe(false);
  });

  it('brings a customer’s text, once, and to everybody else it is a text like any other', async () => {
    await azure.subscribe(events);
    for (let n = 0; n < 2; n += 1)
      expect((await azure.write(customer, number, 'Hello', 'Incoming_1')).status).toBe(200);
    expect(await said('gateway.message-received')).toMatchObject([
      {
        data: { provider: 'azure', providerSid: 'Incoming_1', from: customer, to: number, body: 'Hello', mediaIds: [] },
      },
    ]);
  });

  it('sends a reply, and tells what became of it', async () => {
    await azure.subscribe(events);
    const text = aReply({ provider: 'azure' });
    await service.hear(text);
    await turn();
    expect(azure.texts).toMatchObject([{ from: number, to: customer, tag: text.data.messageId }]);
    expect(await lastState()).toMatchObject({ state: 'accepted', providerSid: azure.texts[0]!.messageId });
    expect((await azure.report(azure.texts[0]!, 'Delivered')).status).toBe(200);
    expect(await lastState()).toMatchObject({ messageId: text.data.messageId, state: 'delivered' });
  });

  it('sends a text once although it was asked again after a failure', async () => {
    azure.fault('server-error', 'reset', 'hang');
    await service.hear(aReply({ provider: 'azure' }));
    await until('the text is accepted', async () => (await turn(), (await lastState())?.state === 'accepted'), {
      withinMs: 20_000,
    });
    expect(azure.texts).toHaveLength(1);
  });

  it('knows who opted out there', async () => {
    await azure.subscribe(events);
    await service.hear(aReply({ provider: 'azure' }));
    await turn();
    await azure.report(azure.texts[0]!, 'Failed', '4007: The recipient opted out.');
    expect(await lastState()).toMatchObject({ state: 'undelivered', reason: 'opted-out', errorCode: 'azure-4007' });
    expect(await said('gateway.consent-changed')).toMatchObject([
      { data: { provider: 'azure', numbers: [number], customer, status: 'opted-out', source: 'provider-error' } },
    ]);
  });

  it('is paused when its key is not accepted', async () => {
    azure.fault(401);
    await service.hear(aReply({ provider: 'azure' }));
    await turn();
    expect(await lastState()).toMatchObject({ state: 'queued', reason: 'account' });
    expect(await said('gateway.account-validated')).toMatchObject([{ data: { outcome: 'bad-credentials' } }]);
  });

  it('is validated with its numbers, and wired by hand', async () => {
    for (const door of ['validate', 'connect', 'health'])
      expect((await service.post(`/api/gateway/accounts/${accountId}/${door}`, { as: 'dana' })).body).toMatchObject({
        outcome: 'ok',
        numbers: [{ number, outcome: 'ok' }],
      });
    const { body } = await service.post(`/api/gateway/accounts/${accountId}/import`, { as: 'dana' });
    expect(body).toMatchObject({ items: [{ number, type: 'toll-free', isKnown: true }], next: null });
    const { body: providers } = await service.get('/api/gateway/providers', { as: 'dana' });
    expect(providers.items).toMatchObject([
      { provider: 'twilio', attachments: true, lists: true },
      { provider: 'azure', attachments: false, mostFiles: 0, lists: false },
    ]);
  });

  it('takes no harm from reports of texts that are not ours', async () => {
    await azure.subscribe(events);
    const strange = { messageId: 'Outgoing_9', from: number, to: customer, message: '' };
    for (const tag of ['', 'not-an-id', '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e99'])
      expect((await azure.report({ ...strange, tag }, 'Delivered')).status).toBe(200);
  });
});
