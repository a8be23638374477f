import type { Address, ConversationId } from '#contracts';
import type { Transaction } from '#event-bus';
import { identifiedAs } from '../domain/context.ts';
import { type Found, identify, nobody } from '../domain/identification.ts';
import { heldLongEnough } from '../timers/say-held-ready.ts';
import { DirectoryAnswerTable } from '../storage/context.table.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { readOpening } from '../storage/openings.ts';
import { changeContext } from './change-context.ts';
import { release } from './say-held-ready.ts';
import { showContext } from './say.ts';

/** What it was asked about. */
interface Asked {
  readonly number: Address;
  readonly cacheSeconds: number;
  readonly variables: Readonly<Record<string, string>> | null;
}

/**
 * A directory of one's own said who it may be. In time, and routing hears of the conversation with it; late, and routing hears what changed.
 * What it said is believed for a while, so that the customer's next conversation need not wait; but not what it said of variables of this one.
 */
export async function recordDirectoryAnswer(
  tx: Transaction,
  id: ConversationId,
  { number, cacheSeconds, variables }: Asked,
  found: readonly Found[],
): Promise<void> {
  if (cacheSeconds > 0 && variables === null)
    await tx.manager
      .getRepository(DirectoryAnswerTable)
      .upsert({ number, found, until: new Date(tx.now.getTime() + cacheSeconds * 1000) }, ['number']);
  const conversation = await conversations(tx).get(id);
  const context = (await contexts(tx).of([id])).get(id);
  if (!context) return;
  const opening = await readOpening(
    tx.manager,
    conversation.workstreamId ? [{ workstreamId: conversation.workstreamId, customer: number }] : [],
    tx.now,
  );
  const identified = identify(found, opening.ruleOf(conversation.workstreamId));
  const changed = identifiedAs(context, identified, variables ? 'variables' : 'number');
  await tx.cancel(heldLongEnough, id);
  if (context.readyHeld && context.botState !== 'with-bot') {
    const released = await release(tx, conversation, changed);
    showContext(tx, conversation, released);
    return;
  }
  if (identified !== nobody) await changeContext(tx, conversation, changed, 'identified');
}
