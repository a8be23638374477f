import {
  type Address,
  type ChannelId,
  consentModeKind,
  consentTextKind,
  type ConversationId,
  type Keyword,
  messageId,
  type MessageId,
} from '#contracts';
import { definitions } from '#copies';
import type { Cause, Transaction } from '#event-bus';
import { type ConsentEntry, hear } from '../domain/consent.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { IncomingText } from '../domain/incoming-text.ts';
import { type KeywordReplies, repliesInForce, replyTo } from '../domain/keyword-replies.ts';
import {
  mayBeOwnWord,
  mayBeWord,
  type OwnWords,
  ownWordsOf,
  readKeyword,
  type SaidKeyword,
  wordOf,
} from '../domain/keyword.ts';
import { answerToKeyword } from '../domain/planning.ts';
import { channelSettings } from '../storage/channel-settings.ts';
import { consents } from '../storage/consents.ts';
import { queue } from './plan-deliveries.ts';
import { sayConsent } from './say-consent.ts';

/** A text that was just taken in. */
export interface NewText {
  readonly messageId: MessageId;
  readonly channelId: ChannelId;
  readonly text: IncomingText;
  readonly receivedAt: Date;
  readonly blocked: boolean;
  /** Their name in the ledger, where they were forgotten after they wrote this. */
  readonly pseudonym: string | null;
  /** Found at Twilio, whose list does not say what Advanced Opt-Out took it for. */
  readonly recovered: boolean;
  readonly cause: Cause;
}

/**
 * Writes down what keywords among new texts say about consent, and answers them where that is our part (product.md 30). Answers which texts
 * were keywords. What blocked numbers and forgotten customers say counts, but nobody answers it, and of
 * these nobody else hears. Texts without a keyword cost nothing.
 */
export async function hearKeywords(
  tx: Transaction,
  texts: readonly NewText[],
): Promise<ReadonlyMap<MessageId, Keyword>> {
  await consents(tx).learnPools(poolsTold(texts));
  const learned = await learnedOf(tx, texts);
  const own = await ownWords(tx, texts);
  const spoken = texts.flatMap((one) => {
    const { body, optOutType = learned.get(one.messageId), to } = one.text;
    const said = readKeyword(body, optOutType, to, own.get(one.channelId));
    return said ? [{ ...one, said }] : [];
  });
  if (spoken.length === 0) return new Map();

  await consents(tx).lock(spoken.map(({ text }) => text.from));
  const standings = await consents(tx).standingOf(spoken.map(({ text }) => pairOf(text)));
  const heard = new Map<MessageId, Keyword>();
  const entries: (ConsentEntry & { cause: Cause; pseudonym: string | null })[] = [];
  const replies = await repliesOn(
    tx,
    spoken.map(({ channelId }) => channelId),
  );
  const answers: Delivery[] = [];
  for (const one of spoken) {
    const pair = pairOf(one.text);
    const standing = standings.of(pair);
    const { keyword, becomes } = hear(one.said, standing);
    if (!keyword) continue;
    heard.set(one.messageId, keyword);
    if (becomes) {
      const entry = entryOf(tx.newId(), one, one.said, becomes);
      entries.push({ ...entry, cause: one.cause, pseudonym: one.pseudonym });
      standings.hear(pair, entry);
    }
    const reply =
      one.blocked || one.pseudonym !== null ? null : replyTo(one.said, pair.number, standing, replies(one.channelId));
    if (reply !== null) answers.push(answerOf(tx, one, reply));
  }
  if (answers.length > 0) await queue(tx, answers);
  const placed = await consents(tx).add(
    entries.map(({ customer, pseudonym, ...entry }) => ({
      ...entry,
      customer: (pseudonym ?? customer) as Address,
      pseudonym,
    })),
  );
  await sayConsent(
    tx,
    placed.filter(({ pseudonym }) => pseudonym === null),
  );
  return heard;
}

/** What Advanced Opt-Out must have taken recovered texts for: what it took the same word for that somebody else sent there. */
async function learnedOf(tx: Transaction, texts: readonly NewText[]): Promise<ReadonlyMap<MessageId, string>> {
  const asked = texts.filter(
    ({ recovered, text: { body, optOutType, to } }) =>
      recovered && optOutType === undefined && mayBeWord(body) && readKeyword(body, undefined, to) === null,
  );
  if (asked.length === 0) return new Map();
  const heard = await consents(tx).wordsHeard(
    asked.map(({ text: { to: number, pool = null, body } }) => ({ number, pool, word: wordOf(body) })),
  );
  return new Map(
    asked.flatMap(({ messageId: id }, n) => {
      const status = heard.get(n);
      return status === undefined ? [] : [[id, status === 'opted-out' ? 'STOP' : 'START'] as const];
    }),
  );
}

/** The words that were added for the channels of these texts. Asked for only where a text is one word that nobody else knows. */
async function ownWords(tx: Transaction, texts: readonly NewText[]): Promise<ReadonlyMap<ChannelId, OwnWords>> {
  if (!texts.some(({ text: { body } }) => mayBeOwnWord(body))) return new Map();
  const modes = await definitions(tx).all(consentModeKind);
  return new Map(modes.map((mode) => [mode.channelId, ownWordsOf(mode)]));
}

/** Who answers on these channels, and with which words. */
async function repliesOn(
  tx: Transaction,
  channelIds: readonly ChannelId[],
): Promise<(channelId: ChannelId) => KeywordReplies> {
  const settings = await channelSettings(tx).of(channelIds);
  const modes = await definitions(tx).all(consentModeKind);
  const texts = await definitions(tx).all(consentTextKind);
  return (channelId) => repliesInForce(channelId, settings.get(channelId)?.language ?? 'en-US', modes, texts);
}

const pairOf = ({ to, from }: IncomingText) => ({ number: to, customer: from });

function entryOf(
  id: string,
  { text, messageId, receivedAt }: NewText,
  { word }: SaidKeyword,
  status: ConsentEntry['status'],
): ConsentEntry {
  return {
    id,
    sender: text.pool ?? text.to,
    customer: text.from,
    status,
    source: 'keyword',
    at: receivedAt,
    actorId: null,
    actorName: null,
    messageId,
    word,
    comment: '',
  };
}

/** In a lane of its own: there may be no conversation that it belongs to. */
function answerOf(tx: Transaction, { channelId, text }: NewText, body: string): Delivery {
  const id = messageId.parse(tx.newId());
  const conversation = id as string as ConversationId;
  return answerToKeyword({ messageId: id, conversationId: conversation, channelId, to: text.from, body }, tx.now);
}

/** The Messaging Service of each number, as these texts told it. Only a keyword tells that a number is in none. */
function poolsTold(texts: readonly NewText[]): ReadonlyMap<Address, string | null> {
  const told = new Map<Address, string | null>();
  for (const { text } of texts) {
    if (text.pool) told.set(text.to, text.pool);
    else if (readKeyword(text.body, text.optOutType, text.to)) told.set(text.to, null);
  }
  return told;
}
