import { conversationId, type ConversationId, keywords } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Seal } from '#secrets';
import { readersOf } from '../domain/handling.ts';
import { customerText } from '../domain/message.ts';
import { type Place, placeText } from '../domain/placing.ts';
import { keepReceived, type ReceivedTexts } from './keep-received.ts';
import { sayChange } from './say.ts';
import { takeSurveyAnswers } from './take-survey-answers.ts';
import { type MessageReceived, type WhatTextsMeet, whatTextsMeet } from './what-texts-meet.ts';

/**
 * Customers wrote: each text goes into the conversation it belongs to, in the order in which the gateway took them in
 * (product.md 17.3, R59); what is only a keyword opens none (product.md 30). What was written before its customer was forgotten leaves nothing
 * (decisions R). One load and one save for all.
 */
export async function receiveMessages(
  tx: Transaction,
  heard: readonly MessageReceived[],
  seal: Seal | null = null,
): Promise<void> {
  const met = await whatTextsMeet(tx, heard, seal);
  if (met === null) return;
  const answers = await takeSurveyAnswers(tx, met.events, met.latest);
  const received: ReceivedTexts = {
    ...{ written: [], keywordIds: new Set(), opened: [], needy: [], moved: [], readers: new Map() },
  };
  for (const event of inThreadOrder(met.events)) {
    const { messageId } = event.data;
    if (met.unseen.delete(messageId)) receive(tx, event, met, answers.get(messageId) ?? null, received);
  }
  await keepReceived(tx, received, met);
}

/** One text goes where it belongs; what comes later of the same customer meets it there. */
function receive(
  tx: Transaction,
  event: MessageReceived,
  met: WhatTextsMeet,
  answers: ConversationId | null,
  received: ReceivedTexts,
): void {
  const { messageId: id, channelId, from: customer, body, position, segments, mediaIds } = event.data;
  const receivedAt = new Date(event.data.receivedAt);
  const latest = met.latest.get({ channelId, customer });
  const place = placeOf(tx, event, met, answers);
  if (place.is === 'nowhere') return;
  const into = place.is === 'kept' ? place.conversationId : place.conversation.id;
  const masked = met.masked.has(id);
  received.written.push(
    customerText({ id, conversationId: into, body, receivedAt, position, segments, mediaIds, masked }),
  );

  switch (place.is) {
    case 'kept':
      if (place.shownTo) received.readers.set(into, readersOf(place.shownTo));
      return;
    case 'seen':
      if (place.conversation !== latest) met.latest.set(place.conversation);
      received.readers.set(into, readersOf(place.conversation));
      received.keywordIds.add(id);
      return;
    case 'received': {
      const { conversation, change, happened } = place;
      const cause = tx.causedBy(event);
      met.latest.set(conversation);
      if (latest && change) received.moved.push({ before: latest, conversation, change });
      if (happened === 'opened') received.opened.push(conversation);
      sayChange(cause, conversation, change);
      if (happened !== 'continued' && happened !== 'kept')
        received.needy.push({ cause, conversation, channel: met.channels.get(channelId) });
    }
  }
}

function placeOf(
  tx: Transaction,
  event: MessageReceived,
  { channels, latest, optedOut, outboundOf, life, retired }: WhatTextsMeet,
  answers: ConversationId | null,
): Place {
  const { channelId, from: customer, to: number, body, position } = event.data;
  const channel = channels.get(channelId);
  const before = latest.get({ channelId, customer });
  const consent = optedOut({ number, customer });
  const opening = {
    ...{ id: conversationId.parse(tx.newId()), channelId, customer },
    workstreamId: outboundOf.get(`${channelId} ${customer}`) ?? channel?.workstreamId ?? null,
    optedOutAt: consent?.at ?? null,
    optedOutBy: consent?.source ?? null,
  };
  const { reopenWithinHours, endWords } = life((before ?? opening).workstreamId);
  const met = {
    ...{ latest: before, isKeyword: isKeyword(event), answers, opening, endWords },
    isChannelRetired: channel?.state === 'retiring' || channel?.state === 'removed',
    // nobody would be found for it there
    reopenWithinHours: retired.has(before?.workstreamId ?? null) ? 0 : reopenWithinHours,
  };
  return placeText({ body, at: new Date(event.data.receivedAt), position }, met, tx.now);
}

/** One that a newer gateway knows and we do not is an ordinary text: nothing gets lost. */
const isKeyword = ({ data: { keyword } }: MessageReceived): boolean => keywords.some((known) => known === keyword);

const inThreadOrder = (events: readonly MessageReceived[]): MessageReceived[] =>
  events.toSorted(
    ({ data: a }, { data: b }) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || a.position - b.position,
  );
