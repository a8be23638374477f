import { v7 as uuid } from 'uuid';
import { consentChanged } from '#contracts';
import { aChannel, anAccount, aReply, aService, type Service } from '#testing';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { takeDeliveries } from '../use-cases/take-deliveries.ts';
import { takeInTexts } from '../use-cases/take-in-texts.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const path = '/api/gateway/consent';
const number = '+14252306549';
const customer = '+14155550111';
const of = (one = customer) => `${path}/${encodeURIComponent(number)}/${encodeURIComponent(one)}`;

let service: Service;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
  ]);
  await service.hear(anAccount({ sealedAuthToken: 'sealed' }), aChannel());
});
afterEach(() => service.stop());

const entry = (changes = {}) => ({ number, customer, status: 'opted-out', comment: 'On the phone', ...changes });
const record = (body: object = entry(), { as = 'dana', id = uuid() } = {}) =>
  service.put(`${path}/${id}`, body, { as });
const list = async (query = '', as = 'dana') => (await service.get(`${path}?${query}`, { as })).body;
const may = async (one = customer) => (await service.get(of(one), { as: 'lena' })).body.mayBeTexted;
const said = async () => {
  await service.turn('outbox');
  return service.said(consentChanged.type).map((event) => consentChanged.parse(event).data);
};
const csv = (text: string | Buffer, as = 'dana', type = 'text/csv; charset=utf-8') =>
  service.app.inject({
    method: 'POST',
    url: `${path}/import`,
    headers: { authorization: `Bearer ${as}`, 'content-type': type },
    payload: text,
  });
const exported = async (query = '', as = 'dana') => {
  const answer = await service.app.inject({
    method: 'GET',
    url: `${path}/export?${query}`,
    headers: { authorization: `Bearer ${as}` },
  });
  return { status: answer.statusCode, type: answer.headers['content-type'], text: answer.body };
};

describe('what a customer said elsewhere', () => {
  it('is recorded by an administrator with a comment, once for each id, and heard by the others', async () => {
    const id = uuid();
    const first = await record(entry(), { id });
    expect(first).toMatchObject({
      status: 200,
      body: { id, number, customer, status: 'opted-out', source: 'administrator', comment: 'On the phone' },
    });
    expect(first.body.recordedBy).toMatchObject({ name: 'Dana Brooks' });
    expect((await record(entry(), { id })).body).toEqual(first.body);
    expect(await record(entry({ status: 'opted-in' }), { id })).toMatchObject({
      status: 409,
      body: { code: 'already-exists' },
    });
    expect(await list()).toMatchObject({ items: [{ id }], next: null });
    expect(await said()).toMatchObject([{ entryId: id, numbers: [number], recordedBy: { name: 'Dana Brooks' } }]);
  });

  it('holds from then on, and until it is taken back', async () => {
    expect(await may()).toBe(true);
    await record();
    expect(await may()).toBe(false);
    await service.hear(aReply());
    expect(await service.database.transact((tx) => takeDeliveries(tx, 8))).toEqual([]);
    await record(entry({ status: 'opted-in' }));
    expect(await may()).toBe(true);
    expect((await service.get(of(), { as: 'lena' })).body).toMatchObject({
      optedOut: null,
      isBlocked: false,
      entries: [{ status: 'opted-in' }, { status: 'opted-out' }],
    });
  });

  it('is an opt-out when an agent records it: they cannot opt anybody in, and supervisors only read', async () => {
    expect(await record(entry(), { as: 'lena' })).toMatchObject({ status: 200, body: { source: 'agent' } });
    expect(await record(entry({ status: 'opted-in' }), { as: 'lena' })).toMatchObject({ status: 403 });
    expect(await record(entry(), { as: 'sofia' })).toMatchObject({ status: 403 });
    expect((await service.get(path, { as: 'sofia' })).status).toBe(200);
    expect((await service.get(path, { as: 'lena' })).status).toBe(403);
  });

  it('is refused for a number that is none of ours', async () => {
    expect(await record(entry({ number: '+14252300000' }))).toMatchObject({
      status: 404,
      body: { code: 'number-not-found' },
    });
    expect(await service.get(`${path}/%2B14252300000/${encodeURIComponent(customer)}`, { as: 'dana' })).toMatchObject({
      status: 404,
    });
    expect(await record(entry({ customer: 'Parley' }))).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'customer' }] },
    });
  });
});

describe('the list of the ledger', () => {
  const others = ['+14155550112', '+14155550113', '+14155550114'];
  beforeEach(async () => {
    for (const one of [customer, ...others]) await record(entry({ customer: one }));
    await record(entry({ status: 'opted-in' }));
  });

  it('is newest first, page by page', async () => {
    const first = await list('limit=3');
    const second = await list(`limit=3&cursor=${first.next}`);
    const all = [...first.items, ...second.items];
    expect(all.map((one: { customer: string }) => one.customer)).toEqual([customer, ...others.toReversed(), customer]);
    expect(second.next).toBeNull();
  });

  it('is found by customer, status and source, or holds only what is in force', async () => {
    expect((await list(`customer=${encodeURIComponent(customer)}`)).items).toHaveLength(2);
    expect((await list('status=opted-in')).items).toHaveLength(1);
    expect((await list('source=keyword')).items).toHaveLength(0);
    expect((await list('current=true')).items).toHaveLength(4);
    expect((await list('current=true&status=opted-out')).items).toHaveLength(3);
  });
});

describe('a table of consent', () => {
  const head = 'number,customer,status,at,comment\n';

  it('is exported oldest first and imported elsewhere, coming to the same', async () => {
    await record(entry({ comment: '=cmd|"x", said\n"stop"' }));
    await record(entry({ status: 'opted-in' }));
    await record(entry({ customer: '+14155550112' }));
    const { status, type, text } = await exported('', 'sofia');
    expect({ status, type }).toEqual({ status: 200, type: 'text/csv; charset=utf-8' });
    expect(text.split('\r\n')[0]).toBe('number,customer,status,source,at,word,recorded by,comment');
    expect(text).toContain(`"'=cmd|""x"", said\n""stop"""`);

    expect((await csv(text)).json()).toEqual({ read: 3, recorded: 0, unchanged: 3 });
    await service.stop();
    service = await aService(TwilioGatewayModule, gatewaySchema, [
      [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
    ]);
    await service.hear(aChannel());
    expect((await csv(text)).json()).toEqual({ read: 3, recorded: 3, unchanged: 0 });
    expect([await may(), await may('+14155550112')]).toEqual([true, false]);
    expect((await list()).items.map((one: { comment: string }) => one.comment)).toContain('=cmd|"x", said\n"stop"');
  });

  it('of many pages is exported whole', async () => {
    const lines = Array.from({ length: 2500 }, (_, n) => `${number},+1415${5_000_000 + n},opted-out,,`);
    expect((await csv(head + lines.join('\n'))).json()).toMatchObject({ recorded: 2500 });
    expect((await exported('current=true')).text.trim().split('\r\n')).toHaveLength(2501);
    expect((await csv(head + lines.join('\n'))).json()).toMatchObject({ recorded: 0 });
  });

  it('does not undo what a customer said later', async () => {
    await record();
    const table = `${head}${number},${customer},opted-in,2020-01-01T00:00:00Z,`;
    expect((await csv(table)).json()).toEqual({ read: 1, recorded: 0, unchanged: 1 });
    expect(await may()).toBe(false);
  });

  it('with a mistake changes nothing, and every mistake is named with its line', async () => {
    const table = [
      `${number},${customer},opted-out,,fine`,
      `${number},nobody at all,opted-out,,`,
      `${number},${customer},gone,,`,
      `${number},${customer},opted-out,yesterday,`,
      `${number},${customer},opted-out,2999-01-01T00:00:00Z,`,
    ].join('\n');
    const answer = await csv(head + table);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors.map(({ field }: { field: string }) => field)).toEqual([
      'line 3.customer',
      'line 4.status',
      'line 5.at',
      'line 6.at',
    ]);
    expect((await list()).items).toEqual([]);
  });

  it.each([
    ['without headings', '', 'body'],
    ['without the columns that are needed', 'number,name\n', 'customer'],
    ['with a number of somebody else', `${head}+14252300000,${customer},opted-out,,`, 'line 2.number'],
    ['with somebody by a name that never wrote', `${head}${number},John Smith,opted-out,,`, 'line 2.customer'],
    ['with a broken quote', `${head}"${number}`, 'line 2'],
  ])('%s is refused', async (_, text, field) => {
    const answer = await csv(text);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0]).toMatchObject({ field });
  });

  it('that is no text, no CSV, or too large is refused', async () => {
    expect((await csv(Buffer.from([0xff, 0xfe, 0x00]))).statusCode).toBe(400);
    expect((await csv('{}', 'dana', 'application/json')).statusCode).toBe(400);
    const large = await csv(`${head}${`${number},${customer},opted-out,,${'x'.repeat(400)}\n`.repeat(40_000)}`);
    expect(large.statusCode).toBe(400);
    expect(large.json().detail).toContain('16 MB');
  });

  it('is taken from administrators alone, and by no other route', async () => {
    expect((await csv(head, 'sofia')).statusCode).toBe(403);
    const answer = await service.app.inject({
      method: 'PUT',
      url: `${path}/${uuid()}`,
      headers: { authorization: 'Bearer dana', 'content-type': 'text/csv' },
      payload: head,
    });
    expect(answer.statusCode).toBe(415);
  });
});

describe('who writes without a plus', () => {
  const national = '4915112345678';
  const hearFrom = (from: string) =>
    service.database.transact((tx) =>
      takeInTexts(tx, [
        {
          text: { sid: `SM${from}`, from: from as never, to: number as never, body: 'Hi', segments: 1, files: [] },
          channelId: aChannel().data.channelId,
          form: Buffer.from(''),
          cause: { correlationId: uuid(), causationId: null },
        },
      ]),
    );

  it.each(['40404', 'PARCEL', '=CAFÉ', national])(
    'such as %s is opted out by hand, found, exported and imported',
    async (sender) => {
      await hearFrom(sender);
      expect(await record(entry({ customer: sender }))).toMatchObject({ status: 200, body: { customer: sender } });
      expect(await may(sender)).toBe(false);
      expect((await list(`customer=${encodeURIComponent(sender)}`)).items).toHaveLength(1);
      const { text } = await exported();
      expect(text).not.toMatch(/,=/);
      expect((await csv(text)).json()).toMatchObject({ read: 1, unchanged: 1 });
      const back = text.replace('opted-out', 'opted-in').replace(/,[^,]*Z,/, ',,');
      expect((await csv(back)).json()).toMatchObject({ read: 1, recorded: 1 });
      expect(await may(sender)).toBe(true);
    },
  );

  it('is refused where nobody wrote from that number: it lacks its plus', async () => {
    expect(await record(entry({ customer: national }))).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'customer', message: expect.stringContaining(`+${national}`) }] },
    });
    const answer = await csv(
      `number,customer,status\n${number},${customer},opted-out\n${number},${national},opted-out\n`,
    );
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([
      { field: 'line 3.customer', message: expect.stringContaining(`+${national}`) },
    ]);
    expect(await may()).toBe(true);
    await hearFrom(national);
    expect((await csv(`number,customer,status\n${number},${national},opted-out\n`)).json()).toMatchObject({
      recorded: 1,
    });
  });
});
