import type { EntityManager } from 'typeorm';
import {
  type AutomatedMessage,
  automatedMessageKind,
  type AutomatedMessagesInForceView,
  automatedTriggers,
  type ChannelId,
  type ConsentInForceView,
  type ConsentMode,
  consentModeKind,
  type ConsentText,
  consentTextKind,
  type DefinitionId,
  type Locale,
  type NumberType,
} from '#contracts';
import { automatedMessagesInForce, consentTextsInForce, measureText } from '#sms-text';
import { consentModeOf } from '../domain/consent-mode.ts';
import { ChannelTable } from '../storage/channel.table.ts';

type Stored<Body> = Body & { readonly id: DefinitionId };

/** Those of a kind that are for all of SMS or for this channel. */
async function textsFor<Body>(db: EntityManager, kind: string, channelId: ChannelId): Promise<readonly Stored<Body>[]> {
  const rows: { id: DefinitionId; body: Body }[] = await db.query(
    `SELECT id, body FROM definition
      WHERE kind = $1 AND removed_at IS NULL AND (body @> '{"level": "sms"}' OR body @> $2::jsonb)`,
    [kind, JSON.stringify({ channelId })],
  );
  return rows.map(({ id, body }) => ({ ...body, id }));
}

/** What each trigger sends on this channel, and where that was said; null when there is no such channel. */
export async function messagesInForce(
  db: EntityManager,
  channelId: ChannelId,
  asked: Locale | undefined,
): Promise<AutomatedMessagesInForceView | null> {
  const channel = await db.getRepository(ChannelTable).findOneBy({ id: channelId });
  if (!channel) return null;
  const locale = asked ?? channel.language;
  const stored = await textsFor<AutomatedMessage>(db, automatedMessageKind.kind, channelId);
  const items = automatedMessagesInForce(stored, channelId, locale).map(({ of, ...message }, index) => ({
    ...message,
    title: automatedTriggers[index]!.title,
    definitionId: of?.id ?? null,
    size: sizeOf(message.text),
  }));
  return { channelId, locale, items };
}

/** Who answers keywords on this channel, and with which words; null when there is no such channel. */
export async function consentInForce(
  db: EntityManager,
  channelId: ChannelId,
  asked: Locale | undefined,
): Promise<ConsentInForceView | null> {
  const [channel]: { language: Locale; type: NumberType }[] = await db.query(
    `SELECT c.language, n.type FROM channel c JOIN support_number n ON n.id = c.number_id WHERE c.id = $1`,
    [channelId],
  );
  if (!channel) return null;
  const locale = asked ?? channel.language;
  const [mode = null] = await textsFor<ConsentMode>(db, consentModeKind.kind, channelId);
  const stored = await textsFor<ConsentText>(db, consentTextKind.kind, channelId);
  const replies = consentTextsInForce(stored, channelId, locale).map(({ of, ...reply }) => ({
    ...reply,
    definitionId: of?.id ?? null,
    size: sizeOf(reply.text),
  }));
  const { optInRequired = false, id: modeId = null } = mode ?? {};
  return { channelId, locale, ...consentModeOf(channel.type, mode), modeId, optInRequired, replies };
}

/** As a view says it. */
function sizeOf(text: string) {
  const { characters, segments, encoding, switchers } = measureText(text);
  return { characters, segments, encoding, switchers: [...switchers] };
}
