import {
  type AgentId,
  conversationId,
  type ConversationId,
  type EventOf,
  keywords,
  longestReopenHours,
  type MessageId,
  type messageReceived,
  type WorkstreamId,
} from '#contracts';
import { forgottenCustomers } from '#copies';
import { atOnce, type Transaction } from '#event-bus';
import type { Seal } from '#secrets';
import { receiveKeyword } from '../domain/consent.ts';
import { endByCustomer, isEndWord } from '../domain/closing.ts';
import { type Conversation, isOngoing } from '../domain/conversation.ts';
import { mayReopen, receiveText, type Received } from '../domain/receiving.ts';
import { readersOf } from '../domain/handling.ts';
import { customerText, type Message } from '../domain/message.ts';
import { settings } from '../storage/configuration-copies.ts';
import { consents } from '../storage/consents.ts';
import { conversations } from '../storage/conversations.ts';
import { copies } from '../storage/copies.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { messages } from '../storage/messages.ts';
import { outbound } from '../storage/outbound.ts';
import { planClosing } from '../timers/close-idle-conversation.ts';
import { afterTexts } from './after-texts.ts';
import { followSilence } from './follow-silence.ts';
import { greet } from './greet.ts';
import { hideWords } from './hide-words.ts';
import { type Decided, keepTrack } from './keep.ts';
import { withFiles } from './claim-media.ts';
import { makeReady, type Needy } from './make-ready.ts';
import { sayChange, showConversation, showMessage } from './say.ts';
import { takeSurveyAnswers } from './take-survey-answers.ts';
import { tellOfUnsupported } from './tell-of-unsupported.ts';

type MessageReceived = EventOf<typeof messageReceived>;

/**
 * Customers wrote: each text goes into the conversation it belongs to, in the order in which the gateway took them in
 * (product.md 17.3, R59); what is only a keyword opens none (product.md 30). What was written before its customer was forgotten leaves nothing
 * (decisions R). One load and one save for all; locks are taken in the order channels, pairs, conversations.
 */
export async function receiveMessages(
  tx: Transaction,
  heard: readonly MessageReceived[],
  seal: Seal | null = null,
): Promise<void> {
  const [received, channels] = await atOnce(
    forgottenCustomers(tx).exclude(heard, ({ data: { from: customer, receivedAt } }) => ({
      customer,
      at: new Date(receivedAt),
    })),
    copies(tx).channels(heard.map(({ data: { channelId } }) => channelId)),
  );
  if (received.length === 0) return;
  const pairs = received.map(({ data: { channelId, from } }) => ({ channelId, customer: from }));
  const usual = new Set([...channels.values()].map((one) => one.workstreamId));
  const asUsual = await lifeSettingsOf(tx).inForce([...usual]);
  const { organisation } = asUsual;
  /** A conversation goes by the settings of its own workstream; what came back from an outbound one is not its channel's. */
  const mayGoOn = (ended: Conversation) =>
    mayReopen(
      ended,
      isOf(usual, ended) ? asUsual.life(ended.workstreamId).reopenWithinHours : longestReopenHours,
      tx.now,
    );
  // in this order: whoever holds a pair sees what others wrote to it
  const [latest, unseen] = await atOnce(
    conversations(tx).latestOf(pairs, mayGoOn),
    messages(tx).unknownAmong(received.map(({ data }) => data.messageId)),
  );
  const masked = organisation.masking.customersFromAgents
    ? await hideWords(tx, textsOf(received, unseen), seal)
    : noneMasked;
  const events = masked.size === 0 ? received : received.map((event) => masking(event, masked));

  const [optedOut, outboundOf] = await atOnce(
    consents(tx).optedOutAmong(
      events.flatMap(({ data: { channelId, to: number, from: customer } }) =>
        isOngoing(latest.get({ channelId, customer })?.status ?? 'closed') ? [] : [{ number, customer }],
      ),
    ),
    outbound(tx).workstreamsOf(
      pairs.filter((pair) => !isOngoing(latest.get(pair)?.status ?? 'closed')),
      tx.now,
    ),
  );
  const others = [...outboundOf.values(), ...pairs.flatMap((pair) => latest.get(pair)?.workstreamId ?? [])].filter(
    (id) => !usual.has(id),
  );
  const [{ life, limits }, retired] =
    others.length === 0
      ? [asUsual, new Set<WorkstreamId | null>()]
      : await atOnce(lifeSettingsOf(tx).inForce([...usual, ...others]), copies(tx).retiredAmong(others));
  const answers = await takeSurveyAnswers(tx, events, latest);
  const written: Message[] = [];
  const keywordIds = new Set<MessageId>();
  const opened: Conversation[] = [];
  const needy: Needy[] = [];
  const moved: Decided[] = [];
  const readers = new Map<ConversationId, readonly AgentId[]>();
  for (const event of inThreadOrder(events)) {
    const { messageId: id, channelId, from: customer, body, position, segments, mediaIds } = event.data;
    if (!unseen.delete(id)) continue;
    const receivedAt = new Date(event.data.receivedAt);
    const channel = channels.get(channelId);
    const pair = { channelId, customer };
    const text = { body, at: receivedAt, position };
    const isMasked = masked.has(id);
    const said = (conversationId: ConversationId) =>
      customerText({ id, conversationId, body, receivedAt, position, segments, mediaIds, masked: isMasked });
    if (isKeyword(event)) {
      const seen = receiveKeyword(latest.get(pair), text, tx.now);
      if (!seen) continue;
      if (isOngoing(seen.conversation.status)) latest.set(seen.conversation);
      readers.set(seen.conversation.id, readersOf(seen.conversation));
      keywordIds.add(id);
      written.push(said(seen.conversation.id));
      continue;
    }
    const consent = optedOut({ number: event.data.to, customer });
    const opening = {
      ...pair,
      id: conversationId.parse(tx.newId()),
      workstreamId: outboundOf.get(`${channelId} ${customer}`) ?? channel?.workstreamId ?? null,
      optedOutAt: consent?.at ?? null,
      optedOutBy: consent?.source ?? null,
    };

    const before = latest.get(pair);
    const answered = answers.get(id);
    if (answered) {
      // who still wraps it up has its thread on screen
      if (before?.id === answered) readers.set(answered, readersOf(before));
      written.push(said(answered));
      continue;
    }
    const { reopenWithinHours, endWords } = life((before ?? opening).workstreamId);
    const isEnd = before !== null && isEndWord(body, endWords);
    // there is nothing left to end, and nothing to answer
    if (isEnd && !isOngoing(before.status)) {
      readers.set(before.id, readersOf(before));
      written.push(said(before.id));
      continue;
    }
    const { conversation, change, happened }: Received = isEnd
      ? { ...endByCustomer(before, text, tx.now), happened: 'continued' }
      : receiveText(before, text, opening, tx.now, {
          retired: isRetired(channel?.state),
          // nobody would be found for it there
          reopenWithinHours: retired.has(before?.workstreamId ?? null) ? 0 : reopenWithinHours,
        });
    latest.set(conversation);
    if (before && change) moved.push({ before, conversation, change });
    written.push(said(conversation.id));
    if (happened === 'opened') opened.push(conversation);

    sayChange(tx.causedBy(event), conversation, change);
    if (happened !== 'continued' && happened !== 'kept')
      needy.push({ cause: tx.causedBy(event), conversation, channel });
  }

  const changed = latest.changed();
  const [, shown] = await atOnce(conversations(tx).saveChanges(changed), withFiles(tx, written));
  const [inForce] = await atOnce(
    settings(tx).inForce(changed.flatMap(({ conversation }) => conversation.workstreamId ?? [])),
    messages(tx).add(...shown),
    planClosing(tx, opened, limits),
  );
  await keepTrack(tx, moved);
  await tellOfUnsupported(tx, shown);
  await followSilence(tx, latest.changed());
  await makeReady(tx, needy, inForce);
  await greet(tx, opened, channels, life);
  await afterTexts(
    tx,
    keywordIds.size === 0 ? written : written.filter(({ id }) => !keywordIds.has(id)),
    new Map(changed.map(({ conversation }) => [conversation.id, conversation])),
    ({ channelId }) => channels.get(channelId),
    inForce,
  );

  for (const { conversation } of changed) readers.set(conversation.id, readersOf(conversation));
  for (const change of changed) showConversation(tx, change, channels.get(change.conversation.channelId));
  for (const message of shown) {
    const seenBy = readers.get(message.conversationId) ?? [];
    if (seenBy.length > 0) showMessage(tx, message, seenBy);
  }
}

const isOf = (workstreams: ReadonlySet<WorkstreamId>, { workstreamId }: Conversation): boolean =>
  workstreamId === null || workstreams.has(workstreamId);

const noneMasked: ReadonlyMap<MessageId, string> = new Map();

const textsOf = (events: readonly MessageReceived[], unseen: ReadonlySet<MessageId>) =>
  events.flatMap(({ data: { messageId: id, body } }) => (unseen.has(id) ? [{ id, body }] : []));

const masking = (event: MessageReceived, masked: ReadonlyMap<MessageId, string>): MessageReceived => ({
  ...event,
  data: { ...event.data, body: masked.get(event.data.messageId) ?? event.data.body },
});

/** One that a newer gateway knows and we do not is an ordinary text: nothing gets lost. */
const isKeyword = ({ data: { keyword } }: MessageReceived): boolean => keywords.some((known) => known === keyword);

const isRetired = (state: string | undefined): boolean => state === 'retiring' || state === 'removed';

const inThreadOrder = (events: readonly MessageReceived[]): MessageReceived[] =>
  events.toSorted(
    ({ data: a }, { data: b }) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || a.position - b.position,
  );
