import { v7 as uuid } from 'uuid';
import { deliveryChanged } from '#contracts';
import { aChannel, anAccount, aReply, aService, type Service } from '#testing';
import { nextDay } from '../domain/day-cap.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { nextLeaving } from '../queries/next-leaving.ts';
import { sendingFigures } from '../queries/sending-figures.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { takeDeliveries } from '../use-cases/take-deliveries.ts';

const number = '+14252306549';
const channelId = aChannel().data.channelId;
let service: Service;

beforeEach(async () => {
  const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys, TWILIO_API_BASE_URL: 'http://127.0.0.1:1' })],
  ]);
  await service.hear(anAccount({ sealedAuthToken: 'sealed' }), aChannel());
});
afterEach(() => service.stop());

const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
const groups = '/api/gateway/sender-groups';
const group = (changes = {}) => ({ name: 'Campaign', senders: [number], segmentsPerSecond: 12, ...changes });
const dana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});
const put = async (slug: string, body: object, version?: number) =>
  service.put(`${groups}/${slug}`, body, dana(version));

describe('a sender group', () => {
  it('is created, changed from the version that was seen, and removed', async () => {
    expect(await put('campaign', group())).toMatchObject({
      status: 200,
      body: { slug: 'campaign', version: 1, messagingServiceSid: null, chosenBy: 'conversation' },
    });
    expect((await put('campaign', group())).body.version).toBe(1);
    expect((await put('campaign', group({ segmentsPerSecond: 4 }))).status).toBe(428);
    expect((await put('campaign', group({ segmentsPerSecond: 4 }), 7)).status).toBe(412);
    expect((await put('campaign', group({ segmentsPerSecond: 4 }), 1)).body.version).toBe(2);
    expect((await service.get(groups, { as: 'sofia' })).body.items).toMatchObject([{ segmentsPerSecond: 4 }]);
    expect((await service.remove(`${groups}/campaign`, dana())).status).toBe(428);
    expect((await service.remove(`${groups}/campaign`, dana(2))).status).toBe(204);
    expect((await service.get(`${groups}/campaign`, dana())).status).toBe(404);
  });

  it('has its senders for itself', async () => {
    await put('one', group());
    expect(await put('two', group())).toMatchObject({
      status: 409,
      body: { code: 'sender-in-another-group', detail: `${number} is in the group one already.` },
    });
  });

  it.each([
    ['no name', { name: ' ' }, 'name'],
    ['no senders', { senders: [] }, 'senders'],
    ['no pace', { segmentsPerSecond: 0 }, 'segmentsPerSecond'],
    ['a day of nothing', { segmentsPerDay: 0 }, 'segmentsPerDay'],
    ['a zone that is none', { timeZone: 'Mars' }, 'timeZone'],
    ['another SID', { messagingServiceSid: 'AC1' }, 'messagingServiceSid'],
  ])('with %s is refused by the field, and changes nothing', async (_what, changes, field) => {
    const { status, body } = await put('campaign', group(changes));
    expect([status, body.errors[0].field.split('.')[0]]).toEqual([400, field]);
    expect((await service.get(groups, dana())).body.items).toEqual([]);
  });

  it('is an administrator’s to set', async () => {
    expect((await service.put(`${groups}/campaign`, group(), { as: 'sofia' })).status).toBe(403);
    expect((await service.get(groups, { as: 'lena' })).status).toBe(403);
  });

  it('concerns what waits already, in its order', async () => {
    const texts = [1, 2, 3].map((n) => aReply({ body: `Text ${n}` }));
    await service.hear(...texts);
    await put('campaign', group({ segmentsPerSecond: 100 }));
    const waiting = await query<{ bucket: string; id: string }>(
      `SELECT bucket, message_id AS id FROM delivery ORDER BY turn, message_id`,
    );
    expect(new Set(waiting.map(({ bucket }) => bucket))).toEqual(new Set(['group:campaign']));
    expect((await service.database.transact((tx) => takeDeliveries(tx, 10))).length).toBe(3);
    await service.hear(aReply());
    await service.remove(`${groups}/campaign`, dana(1));
    expect(await query(`SELECT bucket FROM delivery WHERE state = 'queued'`)).toEqual([{ bucket: number }]);
  });

  it('gives all its senders one pace together', async () => {
    const other = { channelId: uuid(), number: '+14252306000' };
    await service.hear(aChannel(other));
    await put('campaign', group({ senders: [number, other.number], segmentsPerSecond: 1 }));
    const texts = Array.from({ length: 20 }, (_, n) => aReply(n % 2 === 0 ? {} : { channelId: other.channelId }));
    await service.hear(...texts);
    expect(await service.database.transact((tx) => takeDeliveries(tx, 20))).toHaveLength(5);
    expect(await service.database.transact((tx) => takeDeliveries(tx, 20))).toHaveLength(0);
  });
});

describe("a group with a day's cap", () => {
  const take = () => service.database.transact((tx) => takeDeliveries(tx, 20));
  const said = async () => {
    await service.turn('outbox');
    return service.said(deliveryChanged.type).map(({ data }) => data);
  };
  const midnight = nextDay({ timeZone: 'America/Los_Angeles' }, new Date());
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  beforeEach(() => put('campaign', group({ segmentsPerSecond: 100, segmentsPerDay: 3 })));

  it('lets no more leave than that, on whichever replica, and shows how much of it is used', async () => {
    await service.hear(...Array.from({ length: 5 }, () => aReply({ validUntil: inDays(3) })));
    const taken = await Promise.all([take(), take()]);
    expect(taken.flat()).toHaveLength(3);
    expect(await take()).toHaveLength(0);
    const { body } = await service.get('/api/gateway/sending', { as: 'sofia' });
    expect(body.items).toContainEqual(
      expect.objectContaining({
        sender: 'campaign',
        texts: 2,
        day: { segments: 3, left: 3, nextAt: midnight.toISOString() },
      }),
    );
    expect(await service.database.read((db) => nextLeaving(db, new Date()))).toEqual(midnight);
  });

  it('holds a text that would exceed it, and says so and until when as soon as it is written', async () => {
    const texts = Array.from({ length: 4 }, () => aReply({ validUntil: inDays(3) }));
    await service.hear(...texts);
    expect(await said()).toEqual([
      expect.objectContaining({
        messageId: texts[3]!.data.messageId,
        state: 'queued',
        reason: 'capped',
        expectedAt: midnight.toISOString(),
      }),
    ]);
    await query(`UPDATE sender_bucket SET day = day - 1`);
    expect(await take()).toHaveLength(3);
  });

  it('leaves texts that it holds in their places, and nothing of them or of their senders is written again', async () => {
    await service.hear(...Array.from({ length: 3 }, () => aReply({ validUntil: inDays(3) })));
    expect(await take()).toHaveLength(3);
    await service.hear(...Array.from({ length: 2 }, () => aReply({ validUntil: inDays(3) })));
    const rows = () =>
      query<{ bucket: string }>(`
        SELECT message_id, ctid, bucket, turn FROM delivery WHERE reason = 'capped'
        UNION ALL SELECT NULL, ctid, name, turn FROM sender_bucket WHERE name LIKE 'group:%' ORDER BY 1, 3`);
    const before = await rows();
    expect(before.map(({ bucket }) => bucket)).toEqual(['group:campaign', 'group:campaign', 'group:campaign']);
    expect([await take(), await take()]).toEqual([[], []]);
    expect(await rows()).toEqual(before);
  });

  it('fails a text at once that would only leave when it is worth nothing any more, and none of its parts leave', async () => {
    const soon = new Date(Math.min(Date.now() + 600_000, midnight.getTime() - 1)).toISOString();
    await service.hear(...Array.from({ length: 3 }, () => aReply()));
    const late = aReply({ body: 'x'.repeat(2_000), validUntil: soon });
    await service.hear(late);
    expect((await said()).at(-1)).toMatchObject({
      messageId: late.data.messageId,
      state: 'failed',
      reason: 'capped',
    });
    const left = await query<{ state: string }>('SELECT state FROM delivery WHERE whole_id = $1', [
      late.data.messageId,
    ]);
    expect(new Set(left.map(({ state }) => state))).toEqual(new Set(['failed']));
    const { body } = await service.post('/api/gateway/sending/estimate', {
      as: 'lena',
      body: { channelId, body: 'Hello' },
    });
    expect(body.expectedSeconds).toBeLessThan(86_400);
  });
});

describe('what waits to leave', () => {
  it('is shown sender by sender, with how long it takes', async () => {
    await service.hear(...Array.from({ length: 25 }, () => aReply({ priority: 10 })), aReply({ priority: 90 }));
    const { body } = await service.get('/api/gateway/sending', { as: 'sofia' });
    expect(body.items).toEqual([
      {
        sender: number,
        kind: 'sender',
        segmentsPerSecond: 1,
        day: null,
        texts: 26,
        segments: 26,
        oldestAt: expect.any(String),
        expectedSeconds: { reply: 21, bulk: 22 },
        inDoubt: 0,
        paused: 0,
      },
    ]);
    const ofChannel = await service.get(`/api/gateway/sending?channelId=${channelId}`, { as: 'lena' });
    expect(ofChannel.body).toEqual(body);
  });

  it('is nothing for a channel that never sent, and refused for one that is not there', async () => {
    const { body } = await service.get(`/api/gateway/sending?channelId=${channelId}`, { as: 'lena' });
    expect(body.items).toMatchObject([{ sender: number, texts: 0, expectedSeconds: { reply: 0, bulk: 0 } }]);
    expect((await service.get(`/api/gateway/sending?channelId=${uuid()}`, { as: 'lena' })).status).toBe(404);
  });
});

describe('the figures of sending', () => {
  it('tell what waits and since when, what is in doubt, and who is paused', async () => {
    const figures = () => service.database.read((db) => sendingFigures(db, new Date()));
    expect(await figures()).toEqual({ waiting: 0, oldestSeconds: 0, inDoubt: 0, paused: 0 });
    await service.hear(aReply({ writtenAt: new Date(Date.now() - 60_000).toISOString() }), aReply(), aReply());
    await query(
      `UPDATE delivery SET state = 'unknown', look_at = now() WHERE message_id = (SELECT max(message_id::text)::uuid FROM delivery)`,
    );
    await query(`INSERT INTO account_pause VALUES (gen_random_uuid(), '20003', now())`);
    const { oldestSeconds, ...others } = await figures();
    expect(others).toEqual({ waiting: 2, inDoubt: 1, paused: 1 });
    expect(oldestSeconds).toBeGreaterThanOrEqual(59);
  });
});

describe('an estimate', () => {
  const estimate = async (body: string) =>
    (
      await service.app.inject({
        method: 'POST',
        url: '/api/gateway/sending/estimate',
        headers: { authorization: 'Bearer lena' },
        payload: { channelId, body },
      })
    ).json();

  it('tells segments, encoding and wait, in plain characters', async () => {
    expect(await estimate('It’s here')).toMatchObject({
      parts: ["It's here"],
      segments: 1,
      encoding: 'GSM-7',
      price: null,
    });
    expect(await estimate(`${'a'.repeat(100)} 🎉`)).toMatchObject({
      segments: 2,
      encoding: 'UCS-2',
      switchers: ['🎉'],
    });
    expect((await estimate('word '.repeat(700))).parts).toHaveLength(3);
  });

  it('tells the price where one is set, without rounding', async () => {
    const settings = { plainCharacters: false, pricePerSegment: '0.0079', currency: 'USD', filesAsLinks: true };
    const set = (version: number, body: object = settings) =>
      service.put('/api/gateway/sending/settings', body, dana(version));
    expect((await set(3)).status).toBe(412);
    expect(await set(0)).toMatchObject({ status: 200, body: { version: 1, ...settings } });
    expect(await estimate('a'.repeat(161))).toMatchObject({
      segments: 2,
      price: { amount: '0.0158', currency: 'USD' },
    });
    expect(await estimate('It’s here')).toMatchObject({ parts: ['It’s here'], encoding: 'UCS-2' });
    expect((await set(1, { ...settings, pricePerSegment: '-1' })).body.errors[0].field).toBe('pricePerSegment');
  });
});

describe('deliverability', () => {
  it('counts texts number by number, with the codes they failed with', async () => {
    await service.hear(...Array.from({ length: 6 }, () => aReply()));
    await query(
      `UPDATE delivery SET submitted_at = '2026-01-05T09:00:00Z', state = (ARRAY['delivered', 'delivered', 'undelivered', 'undelivered', 'failed', 'unknown'])[n],
         error_code = (ARRAY[NULL, NULL, '30007', '30007', '21211', NULL])[n]
       FROM (SELECT message_id AS id, row_number() OVER () AS n FROM delivery) AS numbered WHERE id = message_id`,
    );
    const read = (from: string, to: string) =>
      service.get(`/api/gateway/deliverability?from=${from}&to=${to}`, { as: 'sofia' });
    const { body } = await read('2026-01-05T00:00:00Z', '2026-01-06T00:00:00Z');
    expect(body.items).toEqual([
      {
        number,
        sent: 6,
        segments: 6,
        delivered: 2,
        undelivered: 2,
        failed: 1,
        unknown: 1,
        underWay: 0,
        contradicted: 0,
        codes: [
          { errorCode: '30007', title: expect.any(String), link: expect.stringContaining('30007'), count: 2 },
          { errorCode: '21211', title: expect.any(String), link: expect.stringContaining('21211'), count: 1 },
        ],
      },
    ]);
    expect((await read('2026-01-06T00:00:00Z', '2026-01-07T00:00:00Z')).body.items).toEqual([]);
    expect((await read('2026-01-06T00:00:00Z', '2026-01-05T00:00:00Z')).body.errors[0].field).toBe('to');
    expect((await read('2026-01-06T00:00:00Z', '2026-12-05T00:00:00Z')).status).toBe(400);
  });
});

describe('an alert', () => {
  it('is closed by an administrator, once, and not by others', async () => {
    await service.hear(aReply());
    await query(
      `INSERT INTO sending_alert (id, account_id, sender, error_code, count, first_at, last_at)
       SELECT gen_random_uuid(), $1, $2, code, 3, '2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z' FROM unnest(ARRAY['30007', '30034', '21606']) AS code`,
      [anAccount({ sealedAuthToken: 'x' }).data.accountId, number],
    );
    const list = async (path = '') => (await service.get(`/api/gateway/alerts${path}`, { as: 'dana' })).body;
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.next}`);
    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
    const { id } = first.items[0];
    expect((await service.post(`/api/gateway/alerts/${id}/dismiss`, { as: 'lena' })).status).toBe(403);
    expect((await service.post(`/api/gateway/alerts/${id}/dismiss`, { as: 'dana' })).status).toBe(204);
    expect((await service.post(`/api/gateway/alerts/${id}/dismiss`, { as: 'dana' })).status).toBe(404);
    expect((await list()).items).toHaveLength(2);
  });
});
