import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  type ContradictionsRequest,
  type ContradictionsView,
  type DeliveryState,
  type MessageId,
  type ObservationView,
  Refusal,
  type TextWayView,
  usualStretchMs,
} from '#contracts';
import { cursorOf, page } from '#platform';
import { type Delivery, nobody } from '../domain/delivery.ts';
import { linkOf, meaningOf } from '../domain/error-codes.ts';
import { DeliveryTable } from '../storage/delivery.table.ts';

const pages = cursorOf(z.object({ at: z.iso.datetime(), id: z.uuid() }));

interface ContradictionRow {
  readonly id: string;
  readonly observedAt: Date;
  readonly word: string;
  readonly errorCode: string | null;
  readonly messageId: MessageId;
  readonly conversationId: Delivery['conversationId'];
  readonly accountId: ContradictionsView['items'][number]['accountId'];
  readonly number: string;
  readonly customer: string;
  readonly state: DeliveryState;
  readonly stands: string | null;
  readonly reports: number;
}

const codeOf = (errorCode: string | null) => ({
  errorCode,
  title: errorCode && meaningOf(errorCode).title,
  link: errorCode && linkOf(errorCode),
});

/** Texts of which two different ends were reported in this time, the last contradicted first: each once, with its last contradicting report. */
export async function listContradictions(
  manager: EntityManager,
  { from, to, number, accountId, cursor, limit }: ContradictionsRequest,
  now: Date,
): Promise<ContradictionsView> {
  const begin = from ? new Date(from) : new Date(now.getTime() - usualStretchMs);
  const end = to ? new Date(to) : now;
  const after = pages.read(cursor);
  const found: ContradictionRow[] = await manager.query(
    `SELECT seen.id, seen.observed_at AS "observedAt", seen.word, seen.error_code AS "errorCode", delivery.whole_id AS "messageId",
       delivery.conversation_id AS "conversationId", channel.account_id AS "accountId", channel.number, delivery.recipient AS customer,
       delivery.state, delivery.error_code AS stands, (
         SELECT count(*)::int FROM delivery_observation other
         WHERE other.message_id = seen.message_id AND other.effect = 'contradicted' AND other.observed_at >= $1 AND other.observed_at < $2
       ) AS reports
     FROM delivery_observation seen JOIN delivery USING (message_id) JOIN channel ON channel.id = delivery.channel_id
     WHERE seen.effect = 'contradicted' AND seen.observed_at >= $1 AND seen.observed_at < $2
       AND ($3::text IS NULL OR channel.number = $3) AND ($4::uuid IS NULL OR channel.account_id = $4)
       AND ($5::timestamptz IS NULL OR (seen.observed_at, seen.id) < ($5, $6::uuid))
       AND NOT EXISTS (
         SELECT FROM delivery_observation later
         WHERE later.message_id = seen.message_id AND later.effect = 'contradicted' AND later.observed_at >= $1 AND later.observed_at < $2
           AND (later.observed_at, later.id) > (seen.observed_at, seen.id))
     ORDER BY seen.observed_at DESC, seen.id DESC LIMIT $7`,
    [begin, end, number ?? null, accountId ?? null, after?.at ?? null, after?.id ?? null, limit + 1],
  );
  const placeOf = ({ observedAt, id }: (typeof found)[number]) => pages.write({ at: observedAt.toISOString(), id });
  return page(found, limit, placeOf, ({ observedAt, word, errorCode, stands, customer, ...row }) => ({
    ...row,
    customer: customer === nobody ? null : customer,
    ...codeOf(stands),
    against: { word, ...codeOf(errorCode), at: observedAt.toISOString() },
  }));
}

/** So much of what was seen of one text is shown, the latest. */
const mostObservations = 500;

interface ObservationRow extends Pick<ObservationView, 'id' | 'source' | 'word' | 'effect'> {
  readonly deliveryId: MessageId;
  readonly observedAt: Date;
  readonly errorCode: string | null;
}

/** What was seen of a text of ours on its way, all parts and all rounds of it. Refuses with `text-not-found`. */
export async function readTextWay(manager: EntityManager, messageId: MessageId, keptSince: Date): Promise<TextWayView> {
  const deliveries = await manager
    .getRepository(DeliveryTable)
    .find({ where: { wholeId: messageId }, order: { part: 'ASC', round: 'ASC' } });
  const [first] = deliveries;
  if (!first) throw new Refusal('text-not-found', 'There is no such text of ours.', 'messageId');
  const seen: ObservationRow[] = await manager.query(
    `SELECT id, message_id AS "deliveryId", observed_at AS "observedAt", source, word, error_code AS "errorCode", effect
     FROM delivery_observation WHERE message_id = ANY($1) AND observed_at >= $2 ORDER BY observed_at DESC, id DESC LIMIT $3`,
    [deliveries.map((one) => one.messageId), keptSince, mostObservations],
  );
  const byDelivery = Map.groupBy(seen.toReversed(), ({ deliveryId }) => deliveryId);
  return {
    messageId,
    conversationId: first.conversationId,
    deliveries: deliveries.map(
      ({ messageId: id, part, parts, round, linksRound, state, reason, errorCode, ...one }) => ({
        ...{ part, parts, round, state, reason },
        asLinks: linksRound !== null && linksRound <= round,
        ...codeOf(errorCode),
        providerSid: one.providerSid,
        submittedAt: one.submittedAt?.toISOString() ?? null,
        changedAt: one.changedAt.toISOString(),
        observations: (byDelivery.get(id) ?? []).map(({ deliveryId: _deliveryId, observedAt, ...row }) => ({
          ...row,
          at: observedAt.toISOString(),
          ...codeOf(row.errorCode),
        })),
      }),
    ),
    keptSince: keptSince.toISOString(),
  };
}
