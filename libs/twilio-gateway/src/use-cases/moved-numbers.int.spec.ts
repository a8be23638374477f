import { createHmac } from 'node:crypto';
import { type AccountId, messageReceived, type MessageId } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, aReply, aService, type Service, until } from '#testing';
import { createSimulator, type Simulator } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { SendDeliveries } from '../timers/send-deliveries.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const seal = new Seal(keys);
const { accountId: northId, channelId, number } = aChannel().data;
const north = { id: northId, key: 'north-key', sid: `AC${'0'.repeat(31)}1`, token: 'north-token' };
const south = {
  id: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e23' as AccountId,
  key: 'south-key',
  sid: `AC${'0'.repeat(31)}2`,
  token: 'south-token',
};
const customer = '+14155550111';

let service: Service;
let simulator: Simulator;
let base: string;
beforeEach(async () => {
  simulator = createSimulator({
    pace: { queuedMs: 1, sendingMs: 1, sentMs: 1 },
    accounts: [
      { sid: north.sid, authToken: north.token, numbers: [{ number }] },
      { sid: south.sid, authToken: south.token, numbers: [{ number: '+14252306000' }] },
    ],
  });
  const settings = new GatewaySettings({ SECRETS_KEYS: keys, TWILIO_API_BASE_URL: await simulator.listen() });
  const reconciliation = { everyMs: 300_000, onItsWayMs: 0, overlapMs: 1_800_000 };
  const address = new PublicAddress('');
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, Object.assign(settings, { reconciliation, betweenListsMs: 0, answerWithinMs: 2_000 })],
    [PublicAddress, address],
  ]);
  await service.app.listen(0, '127.0.0.1');
  base = await service.app.getUrl();
  Object.assign(address, { base });
  const account = ({ id, key, sid, token }: typeof north) =>
    anAccount({ accountId: id, key, accountSid: sid, sealedAuthToken: seal.seal(token, `account/${id}/auth-token`) });
  await service.hear(account(north), account(south), aChannel({ since: new Date(Date.now() - 60_000).toISOString() }));
});
afterEach(async () => {
  await service.stop();
  await simulator.stop();
});

/** The number is at the other account from now on, at Twilio and here. */
async function move() {
  simulator.control.removeNumber(number);
  simulator.control.addNumber({ number }, south.sid);
  const formerly = [{ accountId: north.id, until: new Date().toISOString() }];
  await service.hear(aChannel({ version: 2, accountId: south.id, formerly }));
}
const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
const write = async (body: string): Promise<MessageId> => {
  const text = aReply({ to: customer, body });
  await service.hear(text);
  return text.data.messageId;
};
const stateOf = async (id: string) =>
  (await query<{ state: string }>('SELECT state FROM delivery WHERE message_id = $1', [id]))[0]!.state;
const comesTo = (id: string, state: string) =>
  until(`the text is ${state}`, async () => {
    await service.turn('send-deliveries');
    await service.app.get(SendDeliveries, { strict: false }).settled();
    return (await stateOf(id)) === state;
  });
const sentBy = ({ sid }: typeof north) => simulator.control.messages(sid).map(({ body }) => body);
const received = async () => {
  await service.turn('outbox');
  return service.said(messageReceived.type).map((event) => messageReceived.parse(event).data);
};
/** A webhook as this account signs it. */
function post({ key, sid, token }: typeof north, path: string, fields: Record<string, string>) {
  const form = { AccountSid: sid, ...fields };
  const url = `${base}/webhooks/twilio/${key}/${path}`;
  const signed = url + Object.entries(form).sort().flat().join('');
  return fetch(url, {
    method: 'POST',
    headers: { 'x-twilio-signature': createHmac('sha1', token).update(signed).digest('base64') },
    body: new URLSearchParams(form),
  });
}
const sid = (letter: string) => `SM${letter.repeat(32)}`;

describe('a number that moved to another account', () => {
  it('writes through that one from then on, and through the former one before', async () => {
    await comesTo(await write('before'), 'delivered');
    await move();
    await comesTo(await write('after'), 'delivered');
    expect([sentBy(north), sentBy(south)]).toEqual([['before'], ['after']]);
  });

  it('loses no text that still comes to the former account, nor one that comes to the new', async () => {
    await move();
    const text = { From: customer, To: number, Body: 'Hello' };
    expect((await post(north, 'messages', { ...text, MessageSid: sid('a') })).status).toBe(200);
    expect((await post(south, 'messages', { ...text, MessageSid: sid('b') })).status).toBe(200);
    expect(await received()).toMatchObject([
      { channelId, providerSid: sid('a') },
      { channelId, providerSid: sid('b') },
    ]);
  });

  it('learns what became of texts from the new account and from the former one', async () => {
    simulator.control.fault({ kind: 'callback-missing' });
    const id = await write('before');
    await comesTo(id, 'accepted');
    await move();
    const report = { MessageSid: sid('c'), MessageStatus: 'delivered', To: customer, From: number };
    expect((await post(south, `deliveries/${await write('another')}`, report)).status).toBe(200);
    expect((await post(north, `deliveries/${id}`, report)).status).toBe(200);
    expect(await stateOf(id)).toBe('delivered');
  });

  it('is asked after at the account that was given a text, and the text is not sent again by the other', async () => {
    simulator.control.fault({ kind: 'server-error', next: 1 });
    simulator.control.fault({ kind: 'callback-missing' });
    const id = await write('in doubt');
    await comesTo(id, 'unknown');
    await simulator.control.idle();
    await move();
    await query(
      `UPDATE delivery SET submitted_at = submitted_at - interval '5 minutes', look_at = now(),
                 changed_at = changed_at - interval '5 minutes' WHERE message_id = $1`,
      [id],
    );
    await until(
      'the list tells',
      async () => (await service.turn('look-up-doubtful'), (await stateOf(id)) === 'delivered'),
    );
    await service.turn('send-deliveries');
    expect([sentBy(north), sentBy(south)]).toEqual([['in doubt'], []]);
  });

  it('is compared with the lists of both: what nobody brought us before it moved is found, and after', async () => {
    await simulator.control.text({ from: customer, to: number, body: 'before' });
    await move();
    await simulator.control.text({ from: customer, to: number, body: 'after' });
    await until('both are here', async () => {
      await query(`UPDATE reconciliation SET next_at = now() - interval '1 second' WHERE next_at IS NOT NULL`);
      await service.turn('reconcile');
      return (await received()).length === 2;
    });
    expect((await received()).map(({ body, recovered }) => [body, recovered]).sort()).toEqual([
      ['after', true],
      ['before', true],
    ]);
  });

  it('is compared at the former account for a week more, and then no longer', async () => {
    await move();
    const rows = await query<{ account_id: string; until: Date | null }>(
      `SELECT account_id, until FROM reconciliation WHERE direction = 'in' ORDER BY account_id`,
    );
    const days = (to: Date | null) => to && Math.round((to.getTime() - Date.now()) / 86_400_000);
    expect(rows.map((row) => [row.account_id, days(row.until)])).toEqual([
      [north.id, 7],
      [south.id, null],
    ]);
    await service.hear(
      aChannel({
        version: 3,
        accountId: south.id,
        state: 'removed',
        formerly: [{ accountId: north.id, until: new Date().toISOString() }],
      }),
    );
    expect(
      (await query<{ until: Date }>('SELECT until FROM reconciliation')).every(({ until: end }) => days(end) !== 7),
    ).toBe(true);
  });

  it('may be at another provider: none of its texts leaves through a Messaging Service any more', async () => {
    await service.hear(
      anAccount({
        accountId: south.id,
        key: south.key,
        version: 2,
        provider: 'azure',
        accountSid: 'https://x.communication.azure.com',
        sealedAuthToken: seal.seal(Buffer.alloc(32).toString('base64'), `account/${south.id}/auth-token`),
      }),
    );
    const formerly = [{ accountId: north.id, until: new Date().toISOString() }];
    await service.hear(aChannel({ version: 2, accountId: south.id, provider: 'azure', formerly }));
    const rows = await query<{ account_id: string; until: Date | null }>(
      `SELECT account_id, until FROM reconciliation`,
    );
    expect(rows.every((row) => row.account_id === north.id && row.until !== null)).toBe(true);
    expect(
      (await post(north, 'messages', { From: customer, To: number, Body: 'Late', MessageSid: sid('d') })).status,
    ).toBe(200);
  });
});
