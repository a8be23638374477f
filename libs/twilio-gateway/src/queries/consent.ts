import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import {
  type ConsentEntriesRequest,
  type ConsentEntriesView,
  type ConsentEntryView,
  type ConsentExportRequest,
  type ConsentView,
  Refusal,
} from '#contracts';
import { asText, csvLine } from '#csv';
import { cursorOf, page } from '#platform';
import { BlockedNumberTable } from '../storage/blocked-number.tables.ts';
import { ConsentEntryTable, type KeptConsentEntry } from '../storage/consent-entry.table.ts';
import { namesOf } from '../storage/consent-key.ts';
import { type Pair, standingOf } from '../storage/consents.ts';

const byPosition = cursorOf(z.number().int());

/** An entry as lists and answers show it. */
export const consentEntryViewOf = (
  entry: Omit<KeptConsentEntry, 'position'> & { readonly position: string | number },
): ConsentEntryView => ({
  id: entry.id,
  position: Number(entry.position),
  number: entry.sender,
  customer: entry.customer,
  status: entry.status,
  source: entry.source,
  word: entry.word,
  messageId: entry.messageId,
  recordedBy: entry.actorId && { agentId: entry.actorId, name: entry.actorName ?? '' },
  comment: entry.comment,
  at: entry.at.toISOString(),
});

const filtered = async (db: EntityManager, { number, customer, status, source, current }: ConsentExportRequest) => {
  const query: SelectQueryBuilder<KeptConsentEntry> = db.getRepository(ConsentEntryTable).createQueryBuilder('e');
  if (number) query.andWhere('e.sender = :number', { number });
  if (customer) query.andWhere('e.customer IN (:...names)', { names: await namesOf(db, customer) });
  if (status) query.andWhere('e.status = :status', { status });
  if (source) query.andWhere('e.source = :source', { source });
  if (current === 'true')
    query.andWhere(
      `NOT EXISTS (SELECT FROM consent_entry later WHERE later.sender = e.sender AND later.customer = e.customer
         AND (later.at, later.position) > (e.at, e.position))`,
    );
  return query;
};

/** One page of the ledger, newest first. */
export async function listConsents(
  db: EntityManager,
  { cursor, limit, ...asked }: ConsentEntriesRequest,
): Promise<ConsentEntriesView> {
  const query = (await filtered(db, asked)).orderBy('e.position', 'DESC').limit(limit + 1);
  const after = byPosition.read(cursor);
  if (after !== null) query.andWhere('e.position < :after', { after });
  const found = await query.getMany();
  return page(found, limit, ({ position }) => byPosition.write(Number(position)), consentEntryViewOf);
}

const columns = ['number', 'customer', 'status', 'source', 'at', 'word', 'recorded by', 'comment'];
const atOnce = 1000;

/** The ledger as CSV, oldest first, so that importing it comes to the same; some lines at a time, however many there are. */
export async function* exportConsents(
  read: <T>(query: (db: EntityManager) => Promise<T>) => Promise<T>,
  asked: ConsentExportRequest,
): AsyncGenerator<string> {
  yield csvLine(columns);
  for (let after = 0; ;) {
    const found = await read(async (db) => {
      const query = await filtered(db, asked);
      return query.andWhere('e.position > :after', { after }).orderBy('e.position', 'ASC').limit(atOnce).getMany();
    });
    yield found.map(consentEntryViewOf).map(lineOf).join('');
    if (found.length < atOnce) return;
    after = Number(found.at(-1)!.position);
  }
}

const lineOf = ({ number, customer, status, source, at, word, recordedBy, comment }: ConsentEntryView): string =>
  csvLine([
    number,
    plainly(customer),
    status,
    source,
    at,
    asText(word ?? ''),
    asText(recordedBy?.name ?? ''),
    asText(comment),
  ]);

/** A spreadsheet takes a phone number for what it is; a sender's name may begin like a formula. */
const plainly = (customer: string): string => (/^\+\d+$/.test(customer) ? customer : asText(customer));

/** Whether a customer may be texted from a number, and the latest 50 entries about both. Refuses with `number-not-found`. */
export async function readConsent(db: EntityManager, pair: Pair): Promise<ConsentView> {
  const { number, customer } = pair;
  const [known]: { known: boolean }[] = await db.query(
    `SELECT EXISTS (SELECT FROM channel WHERE number = $1) OR EXISTS (SELECT FROM consent_entry WHERE sender = $1) AS known`,
    [number],
  );
  if (!known!.known) throw new Refusal('number-not-found', 'None of our channels has this number.');
  const word = (await standingOf(db, [pair])).lastWordOn(pair);
  const names = await namesOf(db, customer);
  const isBlocked = await db.existsBy(BlockedNumberTable, { number: In([...names]), state: 'blocked' });
  const entries = await db
    .getRepository(ConsentEntryTable)
    .createQueryBuilder('e')
    .where(
      'e.customer IN (:...names) AND e.sender IN (:number, (SELECT pool FROM sender_pool WHERE number = :number))',
      { names, number },
    )
    .orderBy('e.at', 'DESC')
    .addOrderBy('e.position', 'DESC')
    .limit(50)
    .getMany();
  const optedOut = word?.status === 'opted-out' ? { at: word.at.toISOString(), source: word.source } : null;
  return {
    number,
    customer,
    mayBeTexted: !optedOut && !isBlocked,
    optedOut,
    isBlocked,
    entries: entries.map(consentEntryViewOf),
  };
}
