import type { ContextView, ConversationView, MessageView } from '#contracts';
import type { ConversationContext } from '../domain/context.ts';
import type { Companion, Conversation } from '../domain/conversation.ts';
import { isUnseen, present } from '../domain/handling.ts';
import { authorOf, type Message } from '../domain/message.ts';
import type { Channel } from '../storage/copies.table.ts';

const orNull = (moment: Date | null) => moment?.toISOString() ?? null;

/** A conversation as lists, answers and live frames show it: to its agent, or with everybody whom the one who looks is told of (`knows`). */
export const conversationViewOf = (
  conversation: Conversation,
  channel: Channel,
  knows: (one: Companion) => boolean = (one) => !isUnseen(one),
): ConversationView => {
  const { id, version, channelId, customer, status, agentId, accepted, unread, previousConversationId } = conversation;
  return {
    id,
    version,
    channelId,
    channelName: channel.name,
    workstreamId: conversation.workstreamId ?? channel.workstreamId,
    language: channel.language,
    agentsMayAttach: channel.settings?.agentsMayAttach ?? false,
    translated: channel.settings?.realTimeTranslation ?? false,
    number: channel.number,
    customer,
    status,
    agentId,
    accepted,
    acceptedAt: orNull(conversation.acceptedAt),
    optedOut: conversation.optedOutAt && {
      at: conversation.optedOutAt.toISOString(),
      source: conversation.optedOutBy ?? 'other',
    },
    unread,
    failed: conversation.failed,
    lastText: {
      body: conversation.lastText,
      direction: conversation.lastTextDirection,
      at: conversation.lastTextAt.toISOString(),
      ...(conversation.lastTextAuthor && { author: conversation.lastTextAuthor }),
    },
    waitingSince: orNull(conversation.waitingSince),
    openedAt: conversation.openedAt.toISOString(),
    statusSince: conversation.statusSince.toISOString(),
    closedAt: orNull(conversation.closedAt),
    previousConversationId,
    statusReason: conversation.statusReason,
    wrapUpEndsAt: orNull(conversation.wrapUpEndsAt),
    companions: present(conversation)
      .filter(knows)
      .map(({ version: _version, present: _present, ...companion }) => companion),
  };
};

/** A text as threads, answers and live frames show it. */
export const messageViewOf = (message: Message): MessageView => ({
  id: message.id,
  conversationId: message.conversationId,
  // rises with its delivery, with each of its files, and when it turns out to lack parts
  version: message.media.reduce(
    (sum, { version }) => sum + version,
    message.deliveryVersion + (message.incomplete ? 2 : 1),
  ),
  direction: message.direction,
  body: message.body,
  ...(message.masked && { masked: true }),
  ...(message.incomplete && { incomplete: true }),
  author: authorOf(message),
  at: message.receivedAt.toISOString(),
  position: message.position,
  delivery: message.deliveryState && {
    state: message.deliveryState,
    reason: message.deliveryReason,
    errorCode: message.deliveryError,
    changedAt: (message.deliveryChangedAt ?? message.receivedAt).toISOString(),
    ...(message.deliveryAsLinks && { asLinks: true }),
    ...(message.deliveryExpectedAt && { expectedAt: message.deliveryExpectedAt.toISOString() }),
    ...(message.deliveryTriedUntil && { triedUntil: message.deliveryTriedUntil.toISOString() }),
  },
  media: [...message.media],
});

/** What is known of a conversation, as answers and live frames show it. */
export const contextViewOf = (
  context: ConversationContext,
  conversation: Pick<Conversation, 'version'>,
): ContextView => ({
  conversationId: context.conversationId,
  version: conversation.version,
  contact: context.contact,
  account: context.account,
  case: context.caseRecord,
  candidates: context.candidates,
  linkedBy: context.linkedBy,
  variables: { ...context.variables },
  language: context.language,
  bot:
    context.botId && context.botState
      ? { id: context.botId, state: context.botState, summary: context.botSummary, handOff: context.handOff }
      : null,
  sentiment: context.sentiment && {
    label: context.sentiment,
    alertsAgent: context.alertsAgent,
    alertsSupervisor: context.alertsSupervisor,
  },
  outbound: context.outbound,
});
