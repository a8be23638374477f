import { type AutomatedTrigger, automatedMessageKind, type ChannelId } from '#contracts';
import type { EntityManager } from 'typeorm';

const said = automatedMessageKind.changed.data;

/** Of the copies of automated messages those for these triggers, for all numbers or for one of these channels. */
export async function automatedMessagesFor(
  manager: EntityManager,
  triggers: readonly AutomatedTrigger[],
  channelIds: readonly ChannelId[],
) {
  const found: { defined: unknown }[] = await manager.query(
    `SELECT defined FROM definition_copy
     WHERE kind = 'automated-message' AND defined ->> 'trigger' = ANY($1)
       AND (defined ->> 'channelId' IS NULL OR defined ->> 'channelId' = ANY($2))
     ORDER BY id`,
    [[...new Set(triggers)], [...new Set(channelIds)]],
  );
  return found.map(({ defined }) => said.parse(defined));
}
