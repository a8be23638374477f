import { v7 as uuid } from 'uuid';
import { accountId, customerErased, type MessageId } from '#contracts';
import { aChannel, anAccount, anEvent, aReply, aService, type Service } from '#testing';
import { stateOfWord } from '../domain/twilio-words.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { recordAnswer } from '../use-cases/record-answer.ts';
import { recordCallbacks } from '../use-cases/record-callbacks.ts';

const account = anAccount({ sealedAuthToken: 'sealed' });
const southern = { channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e21', number: '+14252306000' };
const south = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e23';
const customer = '+14155550111';
const { number } = aChannel().data;

let service: Service;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` })],
  ]);
  await service.hear(
    account,
    anAccount({ accountId: south, key: 'south-key', accountSid: `AC${'0'.repeat(31)}2`, sealedAuthToken: 'sealed' }),
    aChannel(),
    aChannel({ ...southern, accountId: south }),
  );
});
afterEach(() => service.stop());

/** A text that Twilio is being asked for. */
async function submitted(changes: Parameters<typeof aReply>[0] = {}): Promise<MessageId> {
  const text = aReply({ to: customer, ...changes });
  await service.hear(text);
  await service.database.read((db) =>
    db.query(
      `UPDATE delivery SET state = 'submitting', attempts = 1, version = 2, submitted_at = now() WHERE whole_id = $1`,
      [text.data.messageId],
    ),
  );
  return text.data.messageId;
}
/** Twilio reports these words, one after the other, each with its code. */
async function reports(id: string, ...said: (readonly [word: string, code?: string])[]) {
  const of = (await service.database.read((db) =>
    db.query(
      `SELECT channel.account_id AS account FROM delivery JOIN channel ON channel.id = channel_id WHERE message_id = $1`,
      [id],
    ),
  )) as { account: string }[];
  for (const [word, errorCode = null] of said)
    await service.database.transact((tx) =>
      recordCallbacks(tx, [
        {
          accountId: accountId.parse(of[0]!.account),
          messageId: id as MessageId,
          report: { word, state: stateOfWord(word), providerSid: 'SM1', errorCode },
          cause: { correlationId: uuid(), causationId: null },
        },
      ]),
    );
}
const answers = (id: MessageId, answer: Parameters<typeof recordAnswer>[3]) =>
  service.database.transact((tx) => recordAnswer(tx, id, 1, answer, 0.5));
const span = () => {
  const [from, to] = [Date.now() - 3_600_000, Date.now() + 3_600_000].map((at) => new Date(at).toISOString());
  return `from=${from}&to=${to}`;
};
const list = async (more = '', as = 'sofia') =>
  (await service.get(`/api/gateway/contradictions?${span()}${more}`, { as })).body;
const wayOf = async (id: string, as = 'sofia') => service.get(`/api/gateway/texts/${id}/observations`, { as });

describe('texts of which two different ends were reported', () => {
  it('are listed with what holds, what was reported afterwards, and how often', async () => {
    const id = await submitted();
    await reports(id, ['sent'], ['delivered'], ['undelivered', '30005'], ['failed', '30008']);
    await reports(await submitted(), ['sent'], ['delivered'], ['sent']);
    expect(await list()).toMatchObject({
      items: [
        {
          messageId: id,
          number,
          customer,
          accountId: account.data.accountId,
          state: 'delivered',
          errorCode: null,
          reports: 2,
          against: { word: 'failed', errorCode: '30008', title: 'Unknown error' },
        },
      ],
      next: null,
    });
  });

  it('are listed the last one first, page by page, each once, and by number and by account', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const id = await submitted(n % 2 === 1 ? { channelId: southern.channelId } : {});
      await reports(id, ['delivered'], ['undelivered', '30005'], ['undelivered', '30005']);
      ids.unshift(id);
    }
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await list(`&limit=2${cursor}`);
      seen.push(...page.items.map(({ messageId }: { messageId: string }) => messageId));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen).toEqual(ids);
    const southernIds = ids.filter((_, n) => n % 2 === 1);
    for (const narrowed of [`&number=${encodeURIComponent(southern.number)}`, `&accountId=${south}`])
      expect((await list(narrowed)).items.map(({ messageId }: { messageId: string }) => messageId)).toEqual(
        southernIds,
      );
    expect((await list(`&number=%2B14252306999`)).items).toEqual([]);
    const usual = await service.get('/api/gateway/contradictions?limit=200', { as: 'dana' });
    expect(usual.body.items.map(({ messageId }: { messageId: string }) => messageId)).toEqual(ids);
    expect(
      (
        await service.get(`/api/gateway/contradictions?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z`, {
          as: 'sofia',
        })
      ).body.items,
    ).toEqual([]);
  });

  it('count where it is seen how texts of a number fared', async () => {
    await reports(await submitted(), ['delivered'], ['undelivered', '30005'], ['undelivered', '30005']);
    await reports(await submitted(), ['delivered']);
    const { body } = await service.get(`/api/gateway/deliverability?${span()}`, { as: 'sofia' });
    expect(body.items).toMatchObject([{ number, sent: 2, delivered: 2, contradicted: 1 }]);
  });

  it.each([
    ['from=2026-01-01T00:00:00Z', 'to'],
    ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'to'],
    ['from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z', 'to'],
    ['number=no-value-for-this', 'number'],
  ])('are not listed of %s', async (query, field) => {
    const { status, body } = await service.get(`/api/gateway/contradictions?${query}`, { as: 'sofia' });
    expect([status, body.errors[0].field]).toEqual([400, field]);
  });

  it('are not for agents, and name nobody who was forgotten', async () => {
    const id = await submitted();
    await reports(id, ['delivered'], ['failed', '30008']);
    expect((await service.get(`/api/gateway/contradictions?${span()}`, { as: 'lena' })).status).toBe(403);
    expect((await wayOf(id, 'lena')).status).toBe(403);
    await service.hear(
      anEvent(customerErased, { erasureId: uuid(), addresses: [customer], erasedAt: new Date().toISOString() }),
    );
    expect((await list()).items).toMatchObject([{ messageId: id, customer: null }]);
  });
});

describe('what was seen of a text', () => {
  it('is told in the order in which it was seen, with where it was seen and what was made of it', async () => {
    const id = await submitted();
    await reports(id, ['sent']);
    await answers(id, { kind: 'accepted', providerSid: 'SM1' });
    await reports(id, ['delivered'], ['sent'], ['undelivered', '30005']);
    await answers(id, { kind: 'refused', errorCode: '30008' });
    const { body } = await wayOf(id);
    expect(body.deliveries).toMatchObject([{ part: 1, parts: 1, round: 1, state: 'delivered', providerSid: 'SM1' }]);
    const told = body.deliveries[0].observations.map(({ source, word, errorCode, effect }: Record<string, string>) => [
      source,
      word,
      errorCode,
      effect,
    ]);
    expect(told).toEqual([
      ['callback', 'sent', null, 'moved'],
      ['answer', 'accepted', null, 'nothing'],
      ['callback', 'delivered', null, 'moved'],
      ['callback', 'sent', null, 'nothing'],
      ['callback', 'undelivered', '30005', 'contradicted'],
      ['answer', 'refused', '30008', 'contradicted'],
    ]);
  });

  it('is told part by part and round by round', async () => {
    const long = await submitted({ body: 'long '.repeat(500) });
    expect((await wayOf(long)).body.deliveries.map(({ part }: { part: number }) => part)).toEqual([1, 2]);
    const anew = await submitted();
    await reports(anew, ['sent'], ['undelivered', '30003']);
    expect((await wayOf(anew)).body.deliveries).toMatchObject([
      { round: 1, state: 'undelivered', errorCode: '30003', title: 'Handset unreachable', observations: [{}, {}] },
      { round: 2, state: 'queued', observations: [] },
    ]);
  });

  it('is not there for a text that is none of ours', async () => {
    expect(await wayOf(uuid())).toMatchObject({ status: 404, body: { code: 'text-not-found' } });
    expect((await wayOf('none')).status).toBe(400);
  });
});
