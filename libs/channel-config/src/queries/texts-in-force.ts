import type { EntityManager } from 'typeorm';
import {
  type AutomatedMessage,
  automatedMessageKind,
  type AutomatedMessagesInForceView,
  automatedTriggers,
  type ChannelId,
  type DefinitionId,
  type Locale,
} from '#contracts';
import { automatedMessagesInForce, measureText } from '#sms-text';
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

/** As a view says it. */
export function sizeOf(text: string) {
  const { characters, segments, encoding, switchers } = measureText(text);
  return { characters, segments, encoding, switchers: [...switchers] };
}
