import type {
  AutomatedTrigger,
  ClosureReason,
  ConversationId,
  ConversationView,
  Person,
  QueueId,
  WorkAsRouted,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { knowsOf } from '../domain/access.ts';
import { firingsOf } from '../domain/automated.ts';
import { closesAt } from '../domain/closing.ts';
import {
  type Companion,
  type Conversation,
  type Decision,
  gone,
  isOngoing,
  isUntaken,
} from '../domain/conversation.ts';
import { followSession, type Session, whyPartOver } from '../domain/session.ts';
import { conversationViewOf } from '../queries/views.ts';
import { conversations } from '../storage/conversations.ts';
import { channelOf, channelsOf } from '../storage/copies.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { participants } from '../storage/participants.ts';
import { sessions } from '../storage/sessions.ts';
import { silenceDue } from '../timers/act-on-silence.ts';
import { closeIdle, planClosing } from '../timers/close-idle-conversation.ts';
import { planWaitMessages } from '../timers/say-wait.ts';
import { planSurveys } from './plan-surveys.ts';
import { sayChange, showConversation } from './say.ts';
import { sayDispositions } from './say-dispositions.ts';
import { writeAutomated } from './write-automated.ts';

/** What was decided about a conversation that is there, and why. Several about the same one stand in the order in which they happened. */
export interface Decided extends Decision {
  readonly before: Conversation;
  /** The transaction as caused by the event that this follows from; left out: by what the whole is done for. */
  readonly within?: Transaction | undefined;
  /** What the customer is told instead of what the step itself says. */
  readonly says?: AutomatedTrigger | undefined;
  /** The queue that the agent was found through. */
  readonly queueId?: QueueId | undefined;
  /** What routing said of the work. */
  readonly work?: WorkAsRouted | undefined;
  /** Why the session that this ends is over, where that is known better than from the step itself. */
  readonly closure?: ClosureReason | null | undefined;
}

/**
 * Everything that follows from decisions about conversations: their rows, their sessions and participants, their timers, and what the
 * other services and the desks are told. One statement for each of these, however many there are. What changed nothing is left out.
 */
export async function keepAll(tx: Transaction, decided: readonly Decided[]): Promise<void> {
  const steps = decided.filter(({ before, conversation }) => conversation !== before);
  if (steps.length === 0) return;
  const changed = wholesOf(steps);
  await conversations(tx).saveChanges(changed);
  for (const { conversation, change, within = tx } of steps) sayChange(within, conversation, change);
  await keepTrack(tx, steps);

  const channels = await channelsOf(
    tx.manager,
    changed.map(({ conversation }) => conversation.channelId),
  );
  for (const change of changed) showConversation(tx, change, channels.get(change.conversation.channelId));
}

/** Sessions, participants and timers of conversations, what customers are told, and whether they are asked how it was, follow what happened. */
export async function keepTrack(tx: Transaction, steps: readonly Decided[]): Promise<void> {
  if (steps.length === 0) return;
  await keepSessions(tx, steps);
  await keepParticipants(tx, steps);
  await keepTimers(tx, wholesOf(steps));
  await writeAutomated(
    tx,
    steps.flatMap(({ before, conversation, queueId, says }) =>
      firingsOf(before, conversation).map(({ trigger, agentId }) => ({
        conversation,
        trigger: says ?? trigger,
        agentId,
        queueId,
      })),
    ),
  );
  await planSurveys(tx, steps);
  await sayDispositions(
    tx,
    wholesOf(steps).flatMap(({ conversation }) => (conversation.status === 'closed' ? [conversation] : [])),
  );
}

/** Of each conversation what it was before the first step and is after the last. */
function wholesOf(steps: readonly Decided[]): { before: Conversation; conversation: Conversation }[] {
  const wholes = new Map<ConversationId, { before: Conversation; conversation: Conversation }>();
  for (const { before, conversation } of steps)
    wholes.set(conversation.id, { before: wholes.get(conversation.id)?.before ?? before, conversation });
  return [...wholes.values()];
}

/** Keeps what was decided about one conversation. Answers how it looks now, to `person` or else to its agent. */
export async function keep(
  tx: Transaction,
  before: Conversation,
  decision: Decision,
  person?: Person,
): Promise<ConversationView> {
  const channel = await channelOf(tx.manager, before.channelId);
  await keepAll(tx, [{ before, ...decision }]);
  return conversationViewOf(decision.conversation, channel, person && knowsOf(person));
}

async function keepSessions(tx: Transaction, steps: readonly Decided[]): Promise<void> {
  const moved = steps.filter(({ change }) => change);
  if (moved.length === 0) return;
  const open: Map<ConversationId, Session | null> = new Map(
    await sessions(tx).openOf(moved.map(({ conversation }) => conversation.id)),
  );
  const changed = new Map<string, Session>();
  for (const { conversation, queueId = null, work, closure } of moved) {
    const before = open.get(conversation.id) ?? null;
    const about = { id: tx.newId(), queueId, work: work ?? null, closure: closure ?? null, now: tx.now };
    const after = followSession(before, conversation, about);
    open.set(conversation.id, after.open);
    for (const session of [after.over, after.open]) if (session && session !== before) changed.set(session.id, session);
  }
  await sessions(tx).save([...changed.values()]);
}

async function keepParticipants(tx: Transaction, steps: readonly Decided[]): Promise<void> {
  type Part = Companion & { conversationId: ConversationId; leftAt: Date | null; closureReason: ClosureReason | null };
  const changed = new Map<string, Part>();
  for (const { before, conversation, closure } of steps) {
    for (const companion of conversation.companions) {
      const known = before.companions.find(
        ({ agentId, mode }) => agentId === companion.agentId && mode === companion.mode,
      );
      if (known === companion || (!known && !companion.present)) continue;
      const stretches =
        known?.present && known.since !== companion.since ? [gone(tx.now)(known), companion] : [companion];
      for (const part of stretches) {
        const { id: conversationId } = conversation;
        const key = `${conversationId} ${part.agentId} ${part.mode} ${part.since}`;
        const spoke = part.speaks || (changed.get(key)?.speaks ?? false);
        const leftAt = part.goneAt === undefined ? tx.now : new Date(part.goneAt);
        const over = part.present
          ? { leftAt: null, closureReason: null }
          : { leftAt, closureReason: whyPartOver(before, conversation, part.agentId, closure) };
        changed.set(key, { ...part, speaks: spoke, conversationId, ...over });
      }
    }
  }
  await participants(tx).follow([...changed.values()]);
}

/** A timer is never later than the moment to close; only what comes nearer has to be planned anew. */
async function keepTimers(tx: Transaction, changed: readonly { before: Conversation; conversation: Conversation }[]) {
  const moved = changed.filter(({ before, conversation }) => before.status !== conversation.status);
  if (moved.length === 0) return;
  const closed = moved.filter(({ conversation }) => conversation.status === 'closed');
  await tx.cancelAll(
    closeIdle,
    closed.map(({ conversation }) => conversation.id),
  );
  const over = moved.filter(({ conversation }) => !isOngoing(conversation.status));
  await tx.cancelAll(
    silenceDue,
    over.map(({ conversation }) => conversation.id),
  );
  if (closed.length === moved.length) return;
  const { limits, life } = await lifeSettingsOf(tx).inForce(moved.map(({ conversation }) => conversation.workstreamId));
  const nearer = moved.filter(({ before, conversation }) => {
    const of = limits(conversation.workstreamId);
    const [was, is] = [closesAt(before, of), closesAt(conversation, of)];
    return is !== null && (was === null || is < was);
  });
  await planClosing(
    tx,
    nearer.map(({ conversation }) => conversation),
    limits,
  );
  // who is back in the queue because nobody took the offer has waited all the while
  await planWaitMessages(
    tx,
    moved.flatMap(({ before, conversation }) => (isUntaken(before) ? [] : [conversation])),
    life,
  );
}
