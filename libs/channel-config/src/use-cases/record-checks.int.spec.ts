import { v7 as uuid } from 'uuid';
import { accountValidated, numberChecked, numberConnected } from '#contracts';
import { aService, anEvent, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const accountId = uuid();
const [first, second] = [uuid(), uuid()] as const;
const path = `/api/channel-config/accounts/${accountId}`;
const earlier = '2026-01-05T09:00:00.120Z';
const later = '2026-01-05T09:05:00.000Z';

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
  const provisioned = await service.put('/api/channel-config/provisioning/sms', { enabled: true }, { as: 'dana' });
  expect(provisioned).toMatchObject({ status: 200, body: { status: 'provisioned' } });
  expect(await service.put(path, account, { as: 'dana' })).toMatchObject({ status: 200 });
});
afterEach(() => service.stop());

const account = {
  slug: 'main',
  name: 'Main account',
  provider: 'twilio',
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'first-token',
  numbers: [
    { id: first, number: '14252306549', type: 'long-code' },
    { id: second, number: '14252306550', type: 'long-code' },
  ],
};
const validated = (changes: object = {}) =>
  anEvent(accountValidated, {
    accountId,
    ofVersion: 1,
    checkedAt: earlier,
    outcome: 'ok',
    errorCode: null,
    ...changes,
  });
const checked = (numberId: string, changes: object = {}) =>
  anEvent(numberChecked, {
    accountId,
    numberId,
    ofVersion: 1,
    checkedAt: earlier,
    outcome: 'ok',
    fault: null,
    errorCode: null,
    ...changes,
  });
const connected = (numberId: string, connectedAt: string) =>
  anEvent(numberConnected, { accountId, numberId, connectedAt });
const shown = async () => (await service.get(path, { as: 'sofia' })).body;

describe('what the provider said of an account', () => {
  it('is nothing for a new one: it is unchecked', async () => {
    expect(await shown()).toMatchObject({
      validation: null,
      numbers: [
        { id: first, check: null, connectedAt: null },
        { id: second, check: null, connectedAt: null },
      ],
    });
  });

  it('is shown on account and number with its time, and in the list', async () => {
    const wrong = { outcome: 'webhook-mismatch', fault: 'other-url', errorCode: null };
    await service.hear(validated(), checked(first), checked(second, wrong), connected(second, later));
    const answer = { outcome: 'ok', errorCode: null, checkedAt: earlier, ofVersion: 1, isCurrent: true };
    const expected = {
      validation: answer,
      numbers: [
        { id: first, check: { ...answer, fault: null }, connectedAt: null },
        { id: second, check: { ...answer, ...wrong }, connectedAt: later },
      ],
    };
    expect(await shown()).toMatchObject(expected);
    const list = await service.get('/api/channel-config/accounts', { as: 'dana' });
    expect(list.body.items).toMatchObject([expected]);
  });

  it('is the latest, in whatever order answers come', async () => {
    await service.hear(validated({ checkedAt: later, outcome: 'bad-credentials', errorCode: '20003' }));
    await service.hear(validated(), connected(first, later));
    await service.hear(checked(first, { checkedAt: later, outcome: 'number-missing' }), checked(first));
    await service.hear(connected(first, earlier), connected(first, later));
    expect(await shown()).toMatchObject({
      validation: { outcome: 'bad-credentials', errorCode: '20003', checkedAt: later },
      numbers: [{ check: { outcome: 'number-missing' }, connectedAt: earlier }, {}],
    });
  });

  it('is no longer current when the account changed after it was asked', async () => {
    await service.hear(validated(), checked(first));
    const { authToken: _, ...settingsNow } = account;
    const headers = { 'if-match': '"1"' };
    expect((await service.put(path, { ...settingsNow, name: 'Renamed' }, { as: 'dana', headers })).status).toBe(200);
    const unchecked = { outcome: 'ok', ofVersion: 1, isCurrent: false };
    expect(await shown()).toMatchObject({ version: 2, validation: unchecked, numbers: [{ check: unchecked }, {}] });
    await service.hear(validated({ ofVersion: 2, checkedAt: later }));
    expect(await shown()).toMatchObject({ validation: { ofVersion: 2, isCurrent: true } });
  });

  it('does not disturb anything when nobody knows the account', async () => {
    await service.hear(validated({ accountId: uuid() }), checked(uuid()), connected(uuid(), later));
    expect(await shown()).toMatchObject({ validation: null });
  });

  it('may be a word that only a newer gateway knows', async () => {
    const newer = validated();
    await service.hear({ ...newer, data: { ...newer.data, outcome: 'on-the-moon' } } as unknown as typeof newer);
    expect(await shown()).toMatchObject({ validation: { outcome: 'other' } });
  });
});
