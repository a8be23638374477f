import type { DataOf, MessageId, textWritten } from '#contracts';
import { measureText, splitText, withPlainCharacters } from '#sms-text';
import { type Delivery, latest, waiting } from './delivery.ts';

/** How texts are made ready to leave. */
export interface Preparation {
  /** Whether typographic characters are replaced where that makes a text GSM-7, and so half as dear. */
  readonly plainCharacters: boolean;
}

/** A text as it leaves: its words, in as many parts as the provider needs (product.md 3.2). */
export const prepare = (body: string, { plainCharacters }: Preparation): readonly string[] =>
  splitText(plainCharacters ? withPlainCharacters(body) : body);

const unplaced = { round: 1, linksRound: null, bucket: '', turn: 0 };

/** What has to leave for a text: one delivery for each part. `newId` makes the ids of further parts. */
export function plan(
  text: DataOf<typeof textWritten>,
  preparation: Preparation,
  now: Date,
  newId: () => string,
): readonly Delivery[] {
  const { messageId, conversationId, channelId, to, priority } = text;
  const writtenAt = new Date(text.writtenAt);
  const bodies = prepare(text.body, preparation);
  return bodies.map((body, index) => ({
    messageId: index === 0 ? messageId : (newId() as MessageId),
    wholeId: messageId,
    part: index + 1,
    parts: bodies.length,
    ...unplaced,
    conversationId,
    channelId,
    to,
    body,
    segments: segmentsOf(body),
    priority,
    writtenAt,
    validUntil: text.validUntil === null ? latest(writtenAt) : new Date(text.validUntil),
    answersKeyword: false,
    ...waiting(now),
  }));
}

/** Our own answer to a keyword, which leaves before everything else. */
export const answerToKeyword = (
  answer: Pick<Delivery, 'messageId' | 'conversationId' | 'channelId' | 'to' | 'body'>,
  now: Date,
): Delivery => ({
  ...answer,
  wholeId: answer.messageId,
  part: 1,
  parts: 1,
  ...unplaced,
  segments: segmentsOf(answer.body),
  priority: 0,
  writtenAt: now,
  validUntil: latest(now),
  answersKeyword: true,
  ...waiting(now),
});

/** What a part takes of its sender's pace. */
export const segmentsOf = (body: string) => Math.max(1, measureText(body).segments);
