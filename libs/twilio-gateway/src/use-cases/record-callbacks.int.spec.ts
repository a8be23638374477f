import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { accountId, deliveryChanged, type MessageId } from '#contracts';
import { Database, type Transaction } from '#event-bus';
import { aChannel, aDatabase, anAccount, aReply } from '#testing';
import { stateOfWord } from '../domain/twilio-words.ts';
import { gatewaySchema } from '../schema.ts';
import { planDeliveries } from './plan-deliveries.ts';
import { type CallbackAtTheDoor, recordCallbacks } from './record-callbacks.ts';
import { rememberAccounts } from './remember-accounts.ts';
import { rememberChannels } from './remember-channels.ts';

const account = anAccount({ sealedAuthToken: 'sealed' });
const somebodyElses = accountId.parse('7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e23');
const nobodys = '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e99' as MessageId;

let database: Database;
let ids: readonly MessageId[];
beforeAll(async () => {
  database = await Database.open(await aDatabase(gatewaySchema), gatewaySchema);
  const texts = [
    { to: '+14155550111' },
    { to: '+14155550111' },
    { to: '+14155550222' },
    { to: '+14155550333', body: 'long '.repeat(500) },
  ].map((text) => aReply({ ...text, messageId: uuid(), conversationId: uuid() }));
  await database.transact(async (tx) => {
    await rememberAccounts(tx, [account]);
    await rememberChannels(tx, [aChannel()]);
    await planDeliveries(tx, texts, () => '');
    // Twilio is being asked for all of them
    await tx.manager.query(`UPDATE delivery SET state = 'submitting', attempts = 1, version = 2, submitted_at = now()`);
    const found: { id: MessageId }[] = await tx.manager.query(`SELECT message_id AS id FROM delivery ORDER BY 1`);
    ids = found.map(({ id }) => id);
  });
});
afterAll(() => database.close());

/** What a transaction that never was would have left. */
class Undone {
  constructor(readonly left: object) {}
}

/**
 * What the callbacks come to when so many at most are taken in at a time, without its times, and without the place of what is sent anew in
 * the line: it is behind those that wait when its transaction ends.
 */
async function comesTo(callbacks: readonly CallbackAtTheDoor[], atOnce: number): Promise<object> {
  const work = async (tx: Transaction): Promise<never> => {
    const effects = [];
    for (let from = 0; from < callbacks.length; from += atOnce)
      effects.push(...(await recordCallbacks(tx, callbacks.slice(from, from + atOnce))));
    const rows = (sql: string): Promise<unknown> => tx.manager.query(sql);
    throw new Undone({
      effects,
      deliveries:
        await rows(`SELECT whole_id, part, round, bucket, state, version, provider_sid, error_code, reason, look_at IS NULL AS sure
        FROM delivery ORDER BY whole_id, part, round`),
      observations: await rows(
        `SELECT message_id, source, word, provider_sid, error_code, effect FROM delivery_observation ORDER BY id`,
      ),
      alerts: await rows(`SELECT account_id, sender, error_code, count FROM sending_alert ORDER BY error_code`),
      marks: await rows(`SELECT recipient, mark, error_code FROM recipient_mark ORDER BY recipient`),
      pauses: await rows(`SELECT account_id, error_code FROM account_pause`),
      consents: await rows(`SELECT sender, customer, status, source, message_id FROM consent_entry ORDER BY customer`),
      told: lastOf(tx),
      others: tx.aftermath.events
        .filter(({ type }) => type !== deliveryChanged.type)
        .map(({ type, correlationId }) => `${type} ${correlationId}`)
        .toSorted(),
    });
  };
  const undone: unknown = await database.transact(work).catch((error: unknown) => error);
  if (undone instanceof Undone) return undone.left;
  throw undone;
}

/** What everybody else knows at the end of each text, and because of which request. */
const lastOf = (tx: Transaction) => {
  const last = new Map<string, { readonly version: number }>();
  for (const event of tx.aftermath.events.filter(({ type }) => type === deliveryChanged.type)) {
    // chance says when it is tried again
    const { messageId, changedAt: _, expectedAt, triedUntil, ...rest } = deliveryChanged.parse(event).data;
    const known = { ...rest, again: [expectedAt !== undefined, triedUntil !== undefined] };
    if (known.version > (last.get(messageId)?.version ?? 0))
      last.set(messageId, { ...known, ...{ because: event.correlationId } });
  }
  return Object.fromEntries(last);
};

const aCallback = fc.record({
  text: fc.nat({ max: 8 }),
  word: fc.constantFrom('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'teleported'),
  errorCode: fc.constantFrom(null, null, '21610', '30001', '30002', '30003', '30005', '30006', '30007'),
  providerSid: fc.constantFrom('SM1', null),
  foreign: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

describe('status callbacks that are taken in together', () => {
  it('come to the same as one by one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aCallback, { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 2, max: 30 }),
        async (came, atOnce) => {
          const callbacks = came.map(({ text, word, errorCode, providerSid, foreign }) => ({
            accountId: foreign ? somebodyElses : account.data.accountId,
            messageId: ids[text] ?? nobodys,
            report: { word, state: stateOfWord(word), providerSid, errorCode },
            cause: { correlationId: uuid(), causationId: null },
          }));
          expect(await comesTo(callbacks, atOnce)).toEqual(await comesTo(callbacks, 1));
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
