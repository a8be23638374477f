import type { ConversationRecordView } from '#contracts';
import type { ConversationContext } from './context.ts';
import type { Conversation } from './conversation.ts';
import { passedOn, type Session } from './session.ts';
import { previewOf } from './message.ts';
import { type SkillChange, skillsNow } from './skill-changes.ts';

/** What a record is made of. */
export interface Sources {
  readonly conversation: Conversation;
  readonly channel: Pick<ConversationRecordView, 'provider' | 'number'> & { readonly name: string };
  /** Null while nobody could route it. */
  readonly context: ConversationContext | null;
  /** From the first on, bots' too. */
  readonly sessions: readonly Session[];
  /** The customer's first words. */
  readonly firstText: string;
  readonly overflowTransfers: number;
  /** Oldest first. */
  readonly skillChanges: readonly SkillChange[];
  /** What the queue is called through which an agent was last found; null: nobody told us. */
  readonly queueName: string | null;
}

const transferred = new Set<Session['closureReason']>(passedOn);
const declined = new Set<Session['closureReason']>(['agent-reject', 'agent-timeout']);

/** What is kept of a conversation besides its words (product.md 17.7). What is under way counts until now. */
export function recordOf(
  { conversation, channel, context, sessions: all, firstText, overflowTransfers, skillChanges, queueName }: Sources,
  now: Date,
): ConversationRecordView {
  const last = all.at(-1) ?? null;
  const sessions = all.filter(({ agentId }) => agentId !== null);
  const started = sessions.find(({ acceptedAt }) => acceptedAt !== null)?.acceptedAt ?? null;
  const wrapUp = sessions.findLast(({ endedAt }) => endedAt !== null)?.endedAt ?? null;
  const asked = sessions.findLast((session) => session.work) ?? null;
  const work = asked?.work ?? null;
  const sum = (of: (session: Session) => number) => sessions.reduce((seconds, session) => seconds + of(session), 0);
  const { status, closedAt, openedAt, statusSince, lastActivityAt } = conversation;
  const isWaiting = !isBegunByAgent(context) && (started !== null || !isContained(conversation, context));
  return {
    conversationId: conversation.id,
    subject: previewOf(firstText),
    channelId: conversation.channelId,
    channelName: channel.name,
    number: channel.number,
    provider: channel.provider,
    workstreamId: conversation.workstreamId,
    queueId: queueIdOf(sessions),
    queueName,
    queuedAt: work?.queuedAt ?? null,
    skills: skillsNow(asked, skillChanges),
    skillChanges: skillChanges.map(({ changedAt, byAgentId, byName, fromSkills, toSkills }) => ({
      at: changedAt.toISOString(),
      by: { agentId: byAgentId, name: byName },
      from: [...fromSkills],
      to: [...toSkills],
    })),
    capacityProfileIds: work?.capacityProfileIds ?? [],
    customer: conversation.customer,
    contact: context?.contact ?? null,
    account: context?.account ?? null,
    case: context?.caseRecord ?? null,
    language: context?.language ?? null,
    status,
    statusReason: conversation.statusReason,
    statusSince: statusSince.toISOString(),
    agentId: conversation.agentId,
    assignedAt: (last && last.agentId === conversation.agentId && last.createdAt.toISOString()) || null,
    lastSessionId: last?.id ?? null,
    openedAt: openedAt.toISOString(),
    startedAt: started?.toISOString() ?? null,
    modifiedAt: new Date(Math.max(+statusSince, +lastActivityAt)).toISOString(),
    wrapUpStartedAt: wrapUp?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    firstWaitSeconds: isWaiting ? between(waitSince(conversation, context), started ?? closedAt ?? now) : 0,
    handleSeconds: sum(({ acceptedAt, closedAt }) => between(acceptedAt, closedAt ?? now)),
    talkSeconds: sum(({ acceptedAt, endedAt, closedAt }) => between(acceptedAt, endedAt ?? closedAt ?? now)),
    wrapUpSeconds: sum(({ endedAt, closedAt }) => between(endedAt, closedAt ?? now)),
    escalations: context?.botState === 'escalated' ? 1 : 0,
    transfers: sessions.filter(({ closureReason }) => transferred.has(closureReason)).length,
    overflowTransfers,
    declines: sessions.filter(({ closureReason }) => declined.has(closureReason)).length,
    isOutbound: context !== null && context.startedBy !== 'customer',
    isAccepted: started !== null,
    isAbandoned:
      status === 'closed' && started === null && !isContained(conversation, context) && !isBegunByAgent(context),
    sentiment: context?.sentiment ?? null,
    summary: context?.botSummary ?? null,
    handOff: context?.handOff ?? null,
  };
}

/** A bot had it and never handed it over: nobody waited for an agent (product.md 37, bot containment), unless what it ended came back without it. */
const isContained = (
  { firstWaitSince }: Pick<Conversation, 'firstWaitSince'>,
  context: Pick<ConversationContext, 'botState'> | null,
): boolean => context?.botState === 'with-bot' || (context?.botState === 'ended' && firstWaitSince === null);

/** An agent had it from the beginning: nobody waited for one. */
const isBegunByAgent = (context: Pick<ConversationContext, 'startedBy'> | null): boolean =>
  context?.startedBy === 'agent';

/** Since when the customer waits for an agent: a bot that handed over was there until then, and nobody waited while it was closed. */
const waitSince = (
  { openedAt, firstWaitSince }: Pick<Conversation, 'openedAt' | 'firstWaitSince'>,
  context: Pick<ConversationContext, 'handOff'> | null,
): Date => new Date(Math.max(+openedAt, +(firstWaitSince ?? 0), context?.handOff ? Date.parse(context.handOff.at) : 0));

/** The queue that an agent was last found through; null: none was so far. */
export const queueIdOf = (sessions: readonly Session[]): Session['queueId'] =>
  sessions.findLast(({ queueId }) => queueId !== null)?.queueId ?? null;

/** Never less than nothing: moments come from clocks of two machines. */
const between = (from: Date | null, to: Date): number => (from === null ? 0 : Math.max(0, (+to - +from) / 1000));
