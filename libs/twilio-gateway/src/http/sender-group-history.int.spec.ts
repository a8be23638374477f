import { aService, type Service } from '#testing';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const at = '/api/gateway/sender-groups/campaign';
const [one, other] = ['+14252306549', '+14252306550'];
let service: Service;

beforeEach(async () => {
  const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys, TWILIO_API_BASE_URL: 'http://127.0.0.1:1' })],
  ]);
});
afterEach(() => service.stop());

const dana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});
const group = (changes = {}) => ({ name: 'Campaign', senders: [one], segmentsPerSecond: 12, ...changes });
const set = async (changes = {}, version?: number) => (await service.put(at, group(changes), dana(version))).body;
const restore = (version: number, from?: number) => service.post(`${at}/restore`, { ...dana(from), body: { version } });
const history = async (query = '') => (await service.get(`${at}/changes${query}`, dana())).body;
const told = ({ items }: { items: { version: number; action: string }[] }) =>
  items.map(({ version, action }) => `${version} ${action}`);

describe('the history of a sender group', () => {
  it('says who changed what, when, with what it was before and after, newest first', async () => {
    await set();
    await set({ segmentsPerSecond: 4 }, 1);
    await set({ segmentsPerSecond: 4 });
    const { items, next } = await history();
    expect(items).toMatchObject([
      {
        kind: 'sender-group',
        subjectId: 'campaign',
        version: 2,
        action: 'changed',
        at: expect.stringMatching(/Z$/),
        by: { subject: 'dana' },
        differing: ['segmentsPerSecond'],
        before: { segmentsPerSecond: 12, senders: [one] },
        after: { segmentsPerSecond: 4, senders: [one] },
      },
      { version: 1, action: 'created', before: null, after: { name: 'Campaign' } },
    ]);
    expect(next).toBeNull();
    const first = await history('?limit=1');
    expect(told(first)).toEqual(['2 changed']);
    expect(told(await history(`?limit=1&cursor=${first.next}`))).toEqual(['1 created']);
  });

  it('leads back to what it was, over the version that was seen', async () => {
    await set();
    await set({ segmentsPerSecond: 4, senders: [one, other] }, 1);
    expect((await restore(1)).status).toBe(428);
    expect((await restore(1, 1)).status).toBe(412);
    expect(await restore(7, 2)).toMatchObject({ status: 404, body: { code: 'version-not-found' } });
    expect(told(await history())).toEqual(['2 changed', '1 created']);
    expect(await restore(1, 2)).toMatchObject({
      status: 200,
      body: { version: 3, segmentsPerSecond: 12, senders: [one] },
    });
    expect((await service.get(at, dana())).body).toMatchObject({ version: 3, segmentsPerSecond: 12 });
    expect(told(await history())).toEqual(['3 restored', '2 changed', '1 created']);
  });

  it('outlives it, brings it back, and goes on where one is made again under its name', async () => {
    await set();
    await service.remove(at, dana(1));
    expect(told(await history())).toEqual(['2 removed', '1 created']);
    expect(await restore(2, 2)).toMatchObject({ status: 404, body: { code: 'version-not-found' } });
    expect((await restore(1, 1)).status).toBe(412);
    expect(await restore(1, 2)).toMatchObject({ status: 200, body: { version: 3, name: 'Campaign' } });
    await service.remove(at, dana(3));
    expect(await set({ name: 'Another' })).toMatchObject({ version: 5, name: 'Another' });
    await service.remove(at, dana(5));
    const file = { format: 1, senderGroups: { campaign: group() } };
    expect((await service.put('/api/gateway/configuration', file, dana())).status).toBe(200);
    expect(told(await history())).toEqual([
      '7 created',
      '6 removed',
      '5 created',
      '4 removed',
      '3 restored',
      '2 removed',
      '1 created',
    ]);
    expect((await history()).items[0]).toMatchObject({ by: { subject: 'dana' }, after: { name: 'Campaign' } });
  });

  it('does not lead back to senders that another group has by now', async () => {
    await set({ senders: [one, other] });
    await set({ senders: [one] }, 1);
    await service.put('/api/gateway/sender-groups/rest', group({ senders: [other] }), dana());
    expect(await restore(1, 2)).toMatchObject({ status: 409, body: { code: 'sender-in-another-group' } });
    expect(told(await history())).toEqual(['2 changed', '1 created']);
  });

  it('is an administrator’s to read, and none where there was no group', async () => {
    expect(await service.get(`${at}/changes`, dana())).toMatchObject({
      status: 404,
      body: { code: 'sender-group-not-found' },
    });
    expect((await restore(1, 1)).status).toBe(404);
    expect((await service.get(`${at}/changes`, { as: 'sofia' })).status).toBe(403);
    expect((await service.post(`${at}/restore`, { as: 'sofia', body: { version: 1 } })).status).toBe(403);
  });
});
