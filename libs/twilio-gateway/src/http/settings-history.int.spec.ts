import { aService, type Service } from '#testing';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

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

const sending = { plainCharacters: true, pricePerSegment: '0.0079', currency: 'USD', filesAsLinks: true };
const blocking = { autoBlock: true, reportsToBlock: 3 };

describe.each([
  {
    about: 'how texts are made ready, and what they cost',
    ...{ kind: 'sending-settings', at: '/api/gateway/sending/settings' },
    ...{ usual: { ...sending, pricePerSegment: null }, first: sending, second: { ...sending, currency: 'EUR' } },
    differing: ['currency'],
  },
  {
    about: 'whether reports block numbers by themselves',
    ...{ kind: 'blocking', at: '/api/gateway/blocking' },
    ...{ usual: { autoBlock: false, reportsToBlock: 2 }, first: blocking, second: { ...blocking, reportsToBlock: 5 } },
    differing: ['reportsToBlock'],
  },
])('the history of $about', ({ kind, at, usual, first, second, differing }) => {
  const set = (asked: object, from: number) => service.put(at, asked, dana(from));
  const restore = (version: number, from?: number) =>
    service.post(`${at}/restore`, { ...dana(from), body: { version } });
  const history = async (query = '') => (await service.get(`${at}/changes${query}`, dana())).body;
  const told = ({ items }: { items: { version: number; action: string }[] }) =>
    items.map(({ version, action }) => `${version} ${action}`);

  it('says who changed what, when, with what it was before and after, newest first', async () => {
    expect(await history()).toEqual({ items: [], next: null });
    await set(first, 0);
    await set(second, 1);
    await set(second, 2);
    const page = await history();
    expect(page).toMatchObject({
      items: [
        {
          ...{ kind, subjectId: 'standard', version: 2, action: 'changed' },
          at: expect.stringMatching(/Z$/),
          by: { subject: 'dana', name: 'Dana Brooks' },
          differing,
        },
        { version: 1, action: 'changed' },
      ],
      next: null,
    });
    const [{ before, after }, { before: atFirst }] = page.items;
    expect([atFirst, before, after]).toEqual([usual, first, second]);
    const newest = await history('?limit=1');
    expect(told(newest)).toEqual(['2 changed']);
    expect(told(await history(`?limit=1&cursor=${newest.next}`))).toEqual(['1 changed']);
  });

  it('leads back to what it was, over the version that was seen', async () => {
    await set(first, 0);
    await set(second, 1);
    expect((await restore(1)).status).toBe(428);
    expect((await restore(1, 1)).status).toBe(412);
    expect(await restore(7, 2)).toMatchObject({ status: 404, body: { code: 'version-not-found' } });
    expect(told(await history())).toEqual(['2 changed', '1 changed']);
    const { status, body } = await restore(1, 2);
    expect([status, body]).toEqual([200, { version: 3, ...first }]);
    expect((await service.get(at, dana())).body).toEqual({ version: 3, ...first });
    expect(told(await history())).toEqual(['3 restored', '2 changed', '1 changed']);
  });

  it('has one of many who change at once, and is right about whom', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => set(first, 0)).concat([set(second, 0)]));
    const { version } = (await service.get(at, dana())).body;
    expect(version).toBe(1);
    expect(told(await history())).toEqual(['1 changed']);
    expect(answers.every(({ status }) => status === 200 || status === 412)).toBe(true);
  });

  it('is an administrator’s to read and to go back in', async () => {
    expect((await service.get(`${at}/changes`, { as: 'sofia' })).status).toBe(403);
    expect((await service.post(`${at}/restore`, { as: 'sofia', body: { version: 1 } })).status).toBe(403);
  });
});

describe('a file of configuration', () => {
  it('is in the history of what it sets', async () => {
    const file = { format: 1, sending: { standard: sending } };
    for (let time = 0; time < 2; time += 1)
      expect((await service.put('/api/gateway/configuration', file, dana())).status).toBe(200);
    const { items } = (await service.get('/api/gateway/sending/settings/changes', dana())).body;
    expect(items).toMatchObject([
      { version: 1, action: 'changed', by: { subject: 'dana' }, differing: ['pricePerSegment'], after: sending },
    ]);
  });
});

it('is in the history of everything, newest first, or of one kind', async () => {
  await service.put('/api/gateway/sending/settings', sending, dana(0));
  await service.put('/api/gateway/blocking', blocking, dana(0));
  const kinds = async (query = '') => {
    const { body } = await service.get(`/api/gateway/changes${query}`, dana());
    return body.items.map(({ kind }: { kind: string }) => kind);
  };
  expect(await kinds()).toEqual(['blocking', 'sending-settings']);
  expect(await kinds('?kind=sending-settings')).toEqual(['sending-settings']);
  expect(await service.get('/api/gateway/changes', { as: 'lena' })).toMatchObject({ status: 403 });
});
