import { v7 as uuid } from 'uuid';
import { channelId, messageReceived } from '#contracts';
import { aChannel, anAccount, aReply, aService, type Service } from '#testing';
import { readForm } from '../domain/form.ts';
import { readText } from '../domain/incoming-text.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { takeDeliveries } from '../use-cases/take-deliveries.ts';
import { takeInTexts } from '../use-cases/take-in-texts.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const spammer = '+14155550666';
const path = '/api/gateway/blocked-numbers';
const one = `${path}/${encodeURIComponent(spammer)}`;

let service: Service;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
  ]);
  await service.hear(anAccount({ sealedAuthToken: 'sealed' }), aChannel(), aChannel(short));
});
afterEach(() => service.stop());

const short = { channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e31', number: '72345' };
let last = 0;
const writes = (body: string, { from = spammer, to = '+14252306549' } = {}) => {
  const sid = `SM${(++last).toString(16).padStart(32, '0')}`;
  const form = new URLSearchParams({ MessageSid: sid, From: from, To: to, Body: body }).toString();
  const channel = to === short.number ? short.channelId : aChannel().data.channelId;
  const text = { text: readText(readForm(form)), channelId: channelId.parse(channel), form: Buffer.from(form) };
  return service.database.transact((tx) =>
    takeInTexts(tx, [{ ...text, cause: { correlationId: uuid(), causationId: null } }]),
  );
};
const received = async () => {
  await service.turn('outbox');
  return service.said(messageReceived.type).map((event) => messageReceived.parse(event).data.body);
};
const taken = () => service.database.transact((tx) => takeDeliveries(tx, 8));
const block = (comment = 'Spam', as = 'dana') => service.put(one, { comment }, { as });
const unblock = (comment = '') => service.post(`${one}/unblock`, { as: 'dana', body: { comment } });
const report = (as = 'lena', id = uuid(), comment = 'Advertising') =>
  service.put(`${one}/reports/${id}`, { comment }, { as });
const inState = async (state: string) =>
  (await service.get(`${path}?state=${state}`, { as: 'sofia' })).body.items.map(
    (row: { number: string }) => row.number,
  );

describe('a blocked number', () => {
  it('reaches nobody: what it writes is kept, and the administrator may read it', async () => {
    await block();
    expect(await writes('Buy now')).toEqual([true]);
    expect(await writes('Really')).toEqual([true]);
    await writes('Hello', { from: '+14155550111' });
    expect(await received()).toEqual(['Hello']);
    const { body } = await service.get(`${one}/texts?limit=1`, { as: 'dana' });
    expect(body.items).toMatchObject([{ body: 'Really', to: '+14252306549' }]);
    const next = await service.get(`${one}/texts?limit=1&cursor=${body.next}`, { as: 'dana' });
    expect(next.body).toMatchObject({ items: [{ body: 'Buy now' }], next: null });
    expect((await service.get(`${one}/texts`, { as: 'sofia' })).status).toBe(403);
  });

  it('is never answered: not its keywords on a short code, and no text leaves to it', async () => {
    await block();
    await writes('HELP', { to: short.number });
    await service.hear(aReply({ to: spammer }));
    expect(await taken()).toEqual([]);
    await service.turn('outbox');
    expect(service.said('gateway.delivery-changed').map(({ data }) => data)).toMatchObject([
      { state: 'failed', reason: 'on-block-list' },
    ]);
  });

  it('that texts STOP has opted out all the same', async () => {
    await block();
    await writes('STOP');
    await unblock();
    await service.hear(aReply({ to: spammer }));
    expect(await taken()).toEqual([]);
  });

  it('reaches us again when it is unblocked; the history says who did what and why', async () => {
    await block();
    await block('again, which changes nothing');
    expect((await unblock('A mistake')).body).toMatchObject({
      state: 'clear',
      history: [
        { kind: 'unblocked', comment: 'A mistake', by: { name: 'Dana Brooks' } },
        { kind: 'blocked', comment: 'Spam', by: { name: 'Dana Brooks' } },
      ],
    });
    await writes('Hello');
    expect(await received()).toEqual(['Hello']);
  });

  it('is blocked by administrators alone', async () => {
    expect((await block('Spam', 'lena')).status).toBe(403);
    expect((await block('Spam', 'sofia')).status).toBe(403);
    expect(await unblock()).toMatchObject({ status: 404, body: { code: 'blocked-number-not-found' } });
  });
});

describe('a number that agents report', () => {
  it('waits for review with its reports, and still reaches us', async () => {
    const id = uuid();
    await report('lena', id);
    expect((await report('lena', id)).body).toMatchObject({ state: 'pending', reports: 1 });
    expect(await report('diego', id)).toMatchObject({ status: 409, body: { code: 'already-exists' } });
    expect((await report('sofia')).body).toMatchObject({ state: 'pending', reports: 2 });
    expect(await inState('pending')).toEqual([spammer]);
    await writes('Hello');
    expect(await received()).toEqual(['Hello']);
    expect((await block()).body).toMatchObject({ state: 'blocked', reports: 2 });
    expect([await inState('pending'), await inState('blocked')]).toEqual([[], [spammer]]);
  });

  it('is blocked by itself after as many reports as an administrator set', async () => {
    const settings = '/api/gateway/blocking';
    expect((await service.get(settings, { as: 'sofia' })).body).toEqual({
      version: 0,
      autoBlock: false,
      reportsToBlock: 2,
    });
    const asked = { autoBlock: true, reportsToBlock: 3 };
    expect((await service.put(settings, asked, { as: 'dana' })).status).toBe(428);
    const set = await service.put(settings, asked, { as: 'dana', headers: { 'if-match': '"0"' } });
    expect(set.body).toEqual({ version: 1, ...asked });
    const late = await service.put(
      settings,
      { ...asked, reportsToBlock: 4 },
      { as: 'dana', headers: { 'if-match': '"0"' } },
    );
    expect(late.status).toBe(412);

    await report('lena');
    await report('diego');
    expect((await report('noor')).body).toMatchObject({
      state: 'blocked',
      changedBy: null,
      history: [
        { kind: 'blocked-by-reports', by: null },
        { kind: 'reported' },
        { kind: 'reported' },
        { kind: 'reported' },
      ],
    });
    await unblock();
    expect((await report('lena')).body).toMatchObject({ state: 'pending', reports: 1 });
  });
});

describe('a sender without a plus', () => {
  const at = (sender: string) => `${path}/${encodeURIComponent(sender)}`;

  it.each(['40404', 'PARCEL', "Joe's Café", '4915112345678'])(
    'such as %s is reported, blocked and let in again',
    async (from) => {
      await writes('Buy now', { from });
      expect(
        (await service.put(`${at(from)}/reports/${uuid()}`, { comment: 'Advertising' }, { as: 'lena' })).body,
      ).toMatchObject({
        number: from,
        state: 'pending',
      });
      expect((await service.put(at(from), { comment: 'Spam' }, { as: 'dana' })).body).toMatchObject({
        state: 'blocked',
      });
      await writes('Really', { from });
      expect(await received()).toEqual(['Buy now']);
      expect((await service.get(`${at(from)}/texts`, { as: 'dana' })).body.items).toMatchObject([{ body: 'Really' }]);
      await service.post(`${at(from)}/unblock`, { as: 'dana', body: { comment: '' } });
      await writes('Hello', { from });
      expect(await received()).toEqual(['Buy now', 'Hello']);
    },
  );

  it('that nobody wrote from is taken for a phone number that lacks its plus, and blocks nobody', async () => {
    for (const answer of [
      await service.put(at('14155550666'), { comment: 'Spam' }, { as: 'dana' }),
      await service.put(`${at('14155550666')}/reports/${uuid()}`, { comment: 'Spam' }, { as: 'lena' }),
    ])
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'number', message: expect.stringContaining('+14155550666') }] },
      });
    expect((await service.get(at('14155550666'), { as: 'dana' })).status).toBe(404);
  });
});
