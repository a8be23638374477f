import { type ConversationId, conversationId, type FoundSkills, type WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { ConversationContext } from '../domain/context.ts';
import type { Conversation } from '../domain/conversation.ts';
import { askSkillFinders } from '../domain/errand-kinds.ts';
import { firstTextsOf } from '../queries/first-texts.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { channelsOf } from '../storage/copies.ts';
import { errands } from '../storage/errands.ts';
import { skillAsking } from '../storage/skill-asking.ts';
import { planGivingUp, skillsLongEnough } from '../timers/give-up-finding.ts';
import { sayReady, showContext } from './say.ts';

/** Skill finders are asked about these, of which routing hears afterwards. However long they take, they are not waited for longer than they may. */
export async function findSkills(tx: Transaction, held: readonly ConversationContext[]): Promise<void> {
  const ids = held.map((context) => context.conversationId);
  await errands(tx).add(askSkillFinders, ids);
  await planGivingUp(tx, ids);
}

/** Routing hears that a conversation needs somebody: at once, or when skill finders were asked, where the rules of its workstream do. */
export async function sayOrFind(
  tx: Transaction,
  conversation: Conversation,
  channel: Parameters<typeof sayReady>[2],
  context: ConversationContext,
  text?: string,
): Promise<ConversationContext> {
  const { workstreamId } = conversation;
  const isAsking = context.foundSkills === null && workstreamId !== null && (await asks(tx, workstreamId));
  if (!isAsking) {
    sayReady(tx, conversation, channel, context, text);
    return context;
  }
  const held = { ...context, readyHeld: true };
  await contexts(tx).save(held);
  await findSkills(tx, [held]);
  return held;
}

const asks = async (tx: Transaction, id: WorkstreamId) => (await skillAsking(tx).of(id)).length > 0;

/** What they said, or why they did not: routing hears of the conversation with it, once, if it still needs somebody. */
export async function recordFoundSkills(
  tx: Transaction,
  id: ConversationId,
  found: readonly FoundSkills[],
): Promise<void> {
  const conversation = await conversations(tx).get(id);
  const context = (await contexts(tx).of([id])).get(id);
  await tx.cancel(skillsLongEnough, id);
  if (!context?.readyHeld || context.botState === 'with-bot') return;
  const released = { ...context, readyHeld: false, foundSkills: found };
  await contexts(tx).save(released);
  const channel = (await channelsOf(tx.manager, [conversation.channelId])).get(conversation.channelId);
  if (!channel || conversation.status !== 'open') return;
  // the last words may be a bot's own
  const text = context.botState === null ? undefined : (await firstTextsOf(tx.manager, [id])).get(id);
  sayReady(tx, conversation, channel, released, text);
  showContext(tx, conversation, released);
}

/** They had their time: the conversation is told of without what they could have said. */
export async function giveUpFinding(tx: Transaction, subject: string): Promise<void> {
  const id = conversationId.parse(subject);
  const [conversation] = [...(await conversations(tx).find([id])).values()];
  if (!conversation?.workstreamId) return;
  const failure = 'It did not answer in time.';
  const asked = await skillAsking(tx).of(conversation.workstreamId);
  await recordFoundSkills(
    tx,
    id,
    asked.map((skillFinderId) => ({ skillFinderId, tags: [], failure })),
  );
}
