import { v7 as uuid } from 'uuid';
import {
  channelId,
  consentChanged,
  consentModeKind,
  customerErased,
  messageReceived,
  type Person,
  textWritten,
} from '#contracts';
import { Database } from '#event-bus';
import { Seal } from '#secrets';
import { aChannel, anAccount, anEvent, aReply, aService, type Service, until } from '#testing';
import { readForm } from '../domain/form.ts';
import { readText } from '../domain/incoming-text.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { openConsentKeyWith } from '../storage/consent-key.ts';
import { standingOf } from '../storage/consents.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { recordAnswer } from './record-answer.ts';
import { resealApiKeys } from './reseal-api-keys.ts';
import { takeDeliveries } from './take-deliveries.ts';
import { takeInTexts } from './take-in-texts.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const customer = '+14155550111';
const number = '+14252306549';
const short = { channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e31', number: '72345' };
const second = { channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e41', number: '+14252306550' };
const pool = `MG${'1'.repeat(32)}`;

let service: Service;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
  ]);
  await service.hear(anAccount({ sealedAuthToken: 'sealed' }), aChannel(), aChannel(short), aChannel(second));
});
afterEach(() => service.stop());

let last = 0;
const arrival = (body: string, more: Record<string, string> = {}, at?: Date) => {
  const sid = `SM${(++last).toString(16).padStart(32, '0')}`;
  const form = new URLSearchParams({ MessageSid: sid, From: customer, To: number, Body: body, ...more }).toString();
  const to =
    more['To'] === short.number ? short.channelId : more['To'] === second.number ? second.channelId : undefined;
  return {
    text: readText(readForm(form)),
    channelId: channelId.parse(to ?? aChannel().data.channelId),
    form: Buffer.from(form),
    cause: { correlationId: '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e77', causationId: null },
    ...(at && { receivedAt: at, recovered: true }),
  };
};
const arrive = (...texts: ReturnType<typeof arrival>[]) => service.database.transact((tx) => takeInTexts(tx, texts));
const record = (comment: string) =>
  service.put(`/api/gateway/consent/${uuid()}`, { number, customer, status: 'opted-out', comment }, { as: 'dana' });
const says = (body: string, more?: Record<string, string>) => arrive(arrival(body, more));
const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
interface Entry {
  readonly id: string;
  readonly sender: string;
  readonly status: string;
  readonly source: string;
  readonly word: string | null;
  readonly customer: string;
  readonly message_id: string | null;
}
const ledger = () => query<Entry>('SELECT * FROM consent_entry ORDER BY position');
const received = async () => {
  await service.turn('outbox');
  return service.said(messageReceived.type).map((event) => messageReceived.parse(event).data);
};
const consentSaid = async () => {
  await service.turn('outbox');
  return service.said(consentChanged.type).map((event) => consentChanged.parse(event));
};
/** Writes a text and hands over what may leave; answers how the text stands then. */
const write = async (changes: Parameters<typeof aReply>[0] = {}) => {
  const text = anEvent(textWritten, { ...aReply(changes).data });
  await service.hear(text);
  const taken = await service.database.transact((tx) => takeDeliveries(tx, 8));
  const [row] = await query<{ state: string; reason: string | null; attempts: number }>(
    'SELECT state, reason, attempts FROM delivery WHERE message_id = $1',
    [text.data.messageId],
  );
  return {
    ...row!,
    id: text.data.messageId,
    isTaken: taken.some(({ delivery }) => delivery.messageId === text.data.messageId),
  };
};
const withheld = { state: 'failed', reason: 'opted-out', attempts: 0, isTaken: false };
const leaves = { state: 'submitting', reason: null, isTaken: true };

describe('a word that an administrator added for a number', () => {
  const add = (channel: string, words: object) =>
    service.hear(
      anEvent(consentModeKind.changed, {
        ...{ id: uuid(), version: 1, slug: 'french', name: 'French', description: '', channelId: channel },
        ...{ mode: 'provider-replies', optInRequired: false, stopWords: [], startWords: [], helpWords: [], ...words },
      } as never),
    );

  it('opts out, is answered, and opens no conversation; another number does not know it', async () => {
    await add(aChannel().data.channelId, { stopWords: ['ARRÊT'] });
    await arrive(arrival('arret'), arrival('arret', { To: second.number }));
    expect((await received()).map(({ keyword }) => keyword ?? null)).toEqual(['stop', null]);
    expect(await ledger()).toMatchObject([{ sender: number, status: 'opted-out', source: 'keyword', word: 'ARRET' }]);
    const [answer] = await service.database.transact((tx) => takeDeliveries(tx, 8));
    expect(answer).toMatchObject({
      from: number,
      delivery: { to: customer, body: expect.stringContaining('unsubscribed') },
    });
    expect(await write()).toMatchObject(withheld);
  });

  it('is known where the text is found at Twilio, whose list does not tell what it took it for', async () => {
    await add(short.channelId, { stopWords: ['ARRET'], startWords: ['RETOUR'] });
    const found = (body: string) => arrival(body, { To: short.number }, new Date(Date.now() - 60_000));
    await arrive(found('Arrêt'));
    await arrive(found('retour'));
    expect((await ledger()).map(({ status }) => status)).toEqual(['opted-out', 'opted-in']);
  });
});

describe('a customer who texts STOP', () => {
  it('is in the ledger with the text, in the transaction that took it in', async () => {
    await says(' stop ');
    const [text] = await received();
    expect(text).toMatchObject({ body: ' stop ', keyword: 'stop' });
    expect(await ledger()).toMatchObject([
      { sender: number, customer, status: 'opted-out', source: 'keyword', word: 'STOP', message_id: text!.messageId },
    ]);
  });

  it('is said to the others, as an effect of the same request and after the text itself', async () => {
    await says('STOP');
    const [[text], [said]] = [await received(), await consentSaid()];
    expect(said).toMatchObject({ correlationId: '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e77' });
    expect(said!.data).toMatchObject({
      numbers: [number],
      customer,
      status: 'opted-out',
      source: 'keyword',
      word: 'STOP',
    });
    expect(said!.data).toMatchObject({ messageId: text!.messageId, at: text!.receivedAt, recordedBy: null });
    expect(said!.data.position).toBeGreaterThan(text!.position);
  });

  it('gets no text any more: it fails before Twilio hears of it, and the agent sees why', async () => {
    expect(await write()).toMatchObject(leaves);
    await says('STOP');
    expect(await write()).toMatchObject(withheld);
    await service.turn('outbox');
    expect(service.said('gateway.delivery-changed').at(-1)!.data).toMatchObject({
      state: 'failed',
      reason: 'opted-out',
    });
  });

  it('may still be texted from another number, and others from this one', async () => {
    await says('STOP');
    expect(await write({ channelId: second.channelId })).toMatchObject(leaves);
    expect(await write({ to: '+14155550112' })).toMatchObject(leaves);
  });

  it('is texted again after START', async () => {
    await says('STOP');
    await says('START');
    expect(await write()).toMatchObject(leaves);
    expect((await ledger()).map(({ status }) => status)).toEqual(['opted-out', 'opted-in']);
  });

  it('and changes their mind within one batch is taken at the last word', async () => {
    await arrive(arrival('STOP'), arrival('yes'), arrival('Thanks'), arrival('QUIT'));
    expect((await ledger()).map(({ word }) => word)).toEqual(['STOP', 'YES', 'QUIT']);
    expect((await received()).map(({ keyword }) => keyword)).toEqual(['stop', 'start', undefined, 'stop']);
    expect(await write()).toMatchObject(withheld);
  });

  it('stays so when an older START is found at Twilio after an outage', async () => {
    const past = new Date(Date.now() - 3_600_000);
    await says('STOP');
    await arrive(arrival('START', {}, past));
    expect(await ledger()).toHaveLength(2);
    expect(await write()).toMatchObject(withheld);
  });

  it('is written down once for each text, however often Twilio brings it', async () => {
    const text = arrival('STOP');
    await arrive(text);
    await arrive(text, text);
    expect(await ledger()).toHaveLength(1);
  });
});

describe('an ordinary text', () => {
  it('writes nothing into the ledger: STOP PLEASE, and YES of who never opted out', async () => {
    await arrive(arrival('STOP PLEASE'), arrival('Yes'), arrival('Hello'));
    expect(await ledger()).toEqual([]);
    expect((await received()).map(({ keyword }) => keyword)).toEqual([undefined, undefined, undefined]);
  });
});

describe('a customer who opted out while their text was being handed over', () => {
  it('waits until that text is submitted: what is written after the opt-out never leaves', async () => {
    await service.hear(aReply());
    const order: string[] = [];
    const { stop } = await service.database.transact(async (tx) => {
      expect(await takeDeliveries(tx, 8)).toHaveLength(1);
      const stop = says('STOP').then(() => order.push('opted out'));
      await until('the opt-out waits', async () => {
        const waiting = await query(
          `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        return waiting.length > 0;
      });
      order.push('submitting');
      return { stop };
    });
    await stop;
    expect(await write()).toMatchObject(withheld);
    expect(order).toEqual(['submitting', 'opted out']);
  });
});

describe('a Messaging Service', () => {
  it('shares one word of the customer between its numbers', async () => {
    await says('Hello', { To: second.number, MessagingServiceSid: pool });
    await says('STOP', { MessagingServiceSid: pool });
    expect(await ledger()).toMatchObject([{ sender: pool }]);
    expect(await write()).toMatchObject(withheld);
    expect(await write({ channelId: second.channelId })).toMatchObject(withheld);
    expect((await consentSaid())[0]!.data.numbers).toEqual([number, second.number]);
  });

  it('is known as soon as an administrator says that texts leave through it, before anybody wrote to the number', async () => {
    await says('STOP', { MessagingServiceSid: pool });
    expect(await write({ channelId: second.channelId })).toMatchObject(leaves);
    const group = {
      ...{ name: 'Campaign', senders: [number, second.number], segmentsPerSecond: 10, segmentsPerDay: null },
      ...{ timeZone: 'UTC', messagingServiceSid: pool, chosenBy: 'service' },
    };
    await service.put('/api/gateway/sender-groups/campaign', group, { as: 'dana' });
    expect(await write({ channelId: second.channelId })).toMatchObject(withheld);
  });

  it('has words of its own with Advanced Opt-Out', async () => {
    await says('arrêt', { MessagingServiceSid: pool, OptOutType: 'STOP' });
    expect(await ledger()).toMatchObject([{ status: 'opted-out', word: 'ARRÊT' }]);
  });

  it('knows these words again where they are found at Twilio, whose list does not tell', async () => {
    await says('arrêt', { MessagingServiceSid: pool, OptOutType: 'STOP', From: '+14155550188' });
    const found = (body: string, more: Record<string, string> = {}) =>
      arrive(arrival(body, more, new Date(Date.now() - 1000)));
    await found(' Arrêt');
    expect((await ledger()).slice(1)).toMatchObject([
      { status: 'opted-out', source: 'keyword', word: 'ARRÊT', customer },
    ]);
    expect(await write()).toMatchObject(withheld);
    // elsewhere it is a word like any other, and so it is where Twilio brought it without taking it for one
    await found('arrêt', { To: second.number });
    await says('arrêt', { From: '+14155550199' });
    expect(await ledger()).toHaveLength(2);
  });
});

describe('error 21610 of Twilio', () => {
  const refuse = (id: string) =>
    service.database.transact((tx) => recordAnswer(tx, id as never, 1, { kind: 'refused', errorCode: '21610' }, 0));

  it('records an opt-out that we had not heard of, once', async () => {
    const first = await write();
    const other = await write();
    await refuse(first.id);
    await refuse(other.id);
    expect(await ledger()).toMatchObject([{ status: 'opted-out', source: 'provider-error', message_id: first.id }]);
    expect(await write()).toMatchObject(withheld);
  });

  it('says nothing about a customer who came back after the refused text had left', async () => {
    const { id } = await write();
    await says('START');
    await refuse(id);
    expect(await ledger()).toMatchObject([{ status: 'opted-in', word: 'START' }]);
    expect(await write()).toMatchObject(leaves);
  });
});

describe('keywords to a short code', () => {
  const to = { To: short.number };
  const answers = async () =>
    (await service.database.transact((tx) => takeDeliveries(tx, 8))).map(({ delivery }) => delivery.body);

  it('are answered by us, for Twilio is silent there: the goodbye once, help always', async () => {
    await says('STOP', to);
    expect(await answers()).toEqual([expect.stringContaining('You are unsubscribed')]);
    await says('STOP', to);
    await says('HELP', to);
    expect(await answers()).toEqual([expect.stringContaining('Reply STOP to unsubscribe')]);
    await says('START', to);
    expect(await answers()).toEqual([expect.stringContaining('You are subscribed again')]);
  });

  it('are left to Twilio where Advanced Opt-Out took them for keywords: it answers them itself', async () => {
    await says('HELP', { ...to, OptOutType: 'HELP', MessagingServiceSid: pool });
    await says('STOP', { ...to, OptOutType: 'STOP', MessagingServiceSid: pool });
    expect(await answers()).toEqual([]);
    expect(await ledger()).toMatchObject([{ sender: pool, status: 'opted-out' }]);
  });

  it('let nothing else leave to who opted out', async () => {
    await says('STOP', to);
    expect(await write({ channelId: short.channelId })).toMatchObject(withheld);
  });
});

describe('a customer who opted out and was then forgotten', () => {
  const erasureId = '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e88';
  const forget = (addresses = [customer]) =>
    service.hear(anEvent(customerErased, { erasureId, addresses, erasedAt: new Date().toISOString() } as never));

  it('is not to be found in the ledger any more, which still knows what was said and when', async () => {
    await record('Called from +14155550111');
    await says('STOP');
    const before = await ledger();
    await forget();
    const after = await ledger();
    expect(after).toEqual(
      before.map((entry) => ({ ...entry, customer: expect.stringMatching(/^forgotten:[\w-]{43}$/), comment: '' })),
    );
    const [digits] = customer.match(/\d+/)!;
    expect(JSON.stringify(await query('SELECT * FROM consent_entry, consent_key'))).not.toContain(digits);
  });

  it('stays opted out, from every replica, the one that forgot them and those that looked before', async () => {
    expect(await write()).toMatchObject(leaves);
    await says('STOP');
    await forget();
    expect(await write()).toMatchObject(withheld);
    expect(await write({ to: '+14155550112' })).toMatchObject(leaves);
    const replica = await Database.open((service.database.dataSource.options as { url: string }).url, gatewaySchema);
    openConsentKeyWith(new Seal(keys), replica.dataSource);
    const standing = await replica.read((db) => standingOf(db, [{ number, customer } as never]));
    await replica.dataSource.destroy();
    expect(standing.of({ number, customer } as never)).toBe('opted-out');
  });

  it('is said once more to the others, who forgot it too, when somebody writes to them', async () => {
    await says('STOP');
    await forget();
    await consentSaid();
    await write();
    expect((await consentSaid()).map(({ data }) => data)).toEqual([
      expect.objectContaining({ word: 'STOP' }),
      expect.objectContaining({ customer, numbers: [number], status: 'opted-out', source: 'keyword', word: null }),
    ]);
  });

  it('comes back by their own START, or YES', async () => {
    await says('STOP');
    await forget();
    await says('YES');
    expect(await write()).toMatchObject(leaves);
  });

  it('in a Messaging Service stays so for all of its numbers', async () => {
    await says('Hello', { To: second.number, MessagingServiceSid: pool });
    await says('STOP', { MessagingServiceSid: pool });
    await forget();
    expect(await write({ channelId: second.channelId })).toMatchObject(withheld);
  });

  it('is shown by the number that is asked for, and is passed over by an import', async () => {
    await says('STOP');
    await forget();
    const asked = `number=${encodeURIComponent(number)}&customer=${encodeURIComponent(customer)}`;
    const { body } = await service.get(`/api/gateway/consent?${asked}`, { as: 'dana' });
    expect(body.items).toMatchObject([{ status: 'opted-out', word: 'STOP' }]);
    const one = await service.get(
      `/api/gateway/consent/${encodeURIComponent(number)}/${encodeURIComponent(customer)}`,
      { as: 'lena' },
    );
    expect(one.body).toMatchObject({ mayBeTexted: false, entries: [{ word: 'STOP' }] });
    const table = await service.app.inject({
      url: '/api/gateway/consent/export',
      headers: { authorization: 'Bearer dana' },
    });
    const again = await service.app.inject({
      method: 'POST',
      url: '/api/gateway/consent/import',
      headers: { authorization: 'Bearer dana', 'content-type': 'text/csv; charset=utf-8' },
      payload: table.body,
    });
    expect(again.json()).toEqual({ read: 0, recorded: 0, unchanged: 0 });
  });

  it('stays opted out when the keys that seal are replaced', async () => {
    await says('STOP');
    await forget();
    const newest = `newest:${Buffer.alloc(32, 9).toString('base64')}`;
    const dana = { subject: 'dana', name: 'Dana' } as Person;
    await service.database.transact((tx) => resealApiKeys(tx, new Seal(`${newest},${keys}`), dana));
    openConsentKeyWith(new Seal(newest), service.database.dataSource);
    expect(await write()).toMatchObject(withheld);
  });
});

describe('the ledger', () => {
  it('forgets names alone: what was said about whom stays, whoever asks', async () => {
    await says('STOP');
    const changes = [
      `customer = 'forgotten:x', status = 'opted-in'`,
      `customer = 'forgotten:x', at = now()`,
      `customer = '+14155550999'`,
      `comment = ''`,
    ];
    for (const change of changes)
      await expect(query(`UPDATE consent_entry SET ${change}`)).rejects.toThrow('is a ledger');
    await query(`UPDATE consent_entry SET customer = 'forgotten:x', comment = ''`);
    await expect(query(`UPDATE consent_entry SET customer = 'forgotten:y'`)).rejects.toThrow('is a ledger');
  });

  it('cannot be rewritten, not even by a mistake in our own code', async () => {
    await says('STOP');
    await expect(query(`UPDATE consent_entry SET status = 'opted-in'`)).rejects.toThrow('is a ledger');
    await expect(query('DELETE FROM consent_entry')).rejects.toThrow('is a ledger');
  });
});
