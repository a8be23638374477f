import { type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import {
  type BlockedNumberHistoryView,
  type BlockedNumbersRequest,
  type BlockedNumbersView,
  type BlockedNumberView,
  type BlockedTextsView,
  type MessageId,
  type NumberOrPseudonym,
  type pageRequest,
  Refusal,
} from '#contracts';
import { cursorOf, page } from '#platform';
import type { BlockedNumber } from '../domain/blocking.ts';
import { decodedBody } from '../domain/encoded-body.ts';
import { field, readForm } from '../domain/form.ts';
import { storable } from '../domain/incoming-text.ts';
import { BlockedNumberTable, BlockingEntryTable } from '../storage/blocked-number.tables.ts';
import { namesOf } from '../storage/consent-key.ts';

const byChange = cursorOf(z.tuple([z.iso.datetime(), z.string()]));
const byPosition = cursorOf(z.int());

const viewOf = ({ number, state, reports, comment, changedById, ...by }: BlockedNumber): BlockedNumberView => ({
  number,
  state,
  reports,
  comment,
  changedBy: changedById && { agentId: changedById, name: by.changedByName ?? '' },
  changedAt: by.changedAt.toISOString(),
});

/** One page of the numbers in a state, the latest change first. */
export async function listBlockedNumbers(
  db: EntityManager,
  { state, cursor, limit }: BlockedNumbersRequest,
): Promise<BlockedNumbersView> {
  const query = db
    .getRepository(BlockedNumberTable)
    .createQueryBuilder('n')
    .where('n.state = :state', { state })
    .orderBy('n.changedAt', 'DESC')
    .addOrderBy('n.number', 'DESC')
    .limit(limit + 1);
  const after = byChange.read(cursor);
  if (after) query.andWhere('(n.changedAt, n.number) < (:at, :number)', { at: after[0], number: after[1] });
  const found = await query.getMany();
  const placeOf = ({ changedAt, number }: BlockedNumber) => byChange.write([changedAt.toISOString(), number]);
  return page(found, limit, placeOf, viewOf);
}

/** One number and the latest 100 things that happened to it. Refuses with `blocked-number-not-found`. */
export async function blockedNumberOf(db: EntityManager, number: NumberOrPseudonym): Promise<BlockedNumberHistoryView> {
  const names = { number: In([...(await namesOf(db, number))]) };
  const found = await db.getRepository(BlockedNumberTable).findOneBy(names);
  if (!found) throw new Refusal('blocked-number-not-found', 'Nobody reported or blocked this number.');
  const history = await db
    .getRepository(BlockingEntryTable)
    .find({ where: names, order: { at: 'DESC', id: 'DESC' }, take: 100 });
  return {
    ...viewOf(found),
    history: history.map(({ id, kind, comment, actorId, actorName, at }) => ({
      id,
      kind,
      comment,
      by: actorId && { agentId: actorId, name: actorName ?? '' },
      at: at.toISOString(),
    })),
  };
}

interface BlockedRow {
  readonly message_id: MessageId;
  readonly position: string;
  readonly received_at: Date;
  readonly form: Buffer | null;
}

/**
 * One page of what a number wrote while it was blocked, newest first. The words are there as long as webhooks' forms are
 * kept. Refuses with `blocked-number-not-found`.
 */
export async function listBlockedTexts(
  db: EntityManager,
  number: NumberOrPseudonym,
  { cursor, limit }: z.output<typeof pageRequest>,
): Promise<BlockedTextsView> {
  const after = byPosition.read(cursor);
  await blockedNumberOf(db, number);
  const found: BlockedRow[] = await db.query(
    `SELECT message_id, position, received_at, form FROM incoming_message LEFT JOIN raw_form USING (message_id, received_at)
     WHERE blocked_from = ANY($1) AND ($2::bigint IS NULL OR position < $2) ORDER BY position DESC LIMIT $3`,
    [await namesOf(db, number), after, limit + 1],
  );
  const placeOf = ({ position }: BlockedRow) => byPosition.write(Number(position));
  return page(found, limit, placeOf, ({ message_id, received_at, form }) => {
    const written = form && readForm(form.toString('utf8'));
    return {
      messageId: message_id,
      to: (written && field(written, 'To')) ?? null,
      body: written && storable(decodedBody(field(written, 'Body') ?? '')),
      receivedAt: received_at.toISOString(),
    };
  });
}
