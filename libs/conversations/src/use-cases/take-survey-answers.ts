import type { ConversationId, EventOf, MessageId, messageReceived } from '#contracts';
import type { Transaction } from '#event-bus';
import { isOngoing } from '../domain/conversation.ts';
import { withPlainNumber } from '../domain/leading-number.ts';
import { answerIn, surveyWords } from '../domain/survey.ts';
import { conversations, type Latest } from '../storage/conversations.ts';
import { surveys } from '../storage/surveys.ts';
import { plan } from './write-automated.ts';

type MessageReceived = EventOf<typeof messageReceived>;

/**
 * Texts that answer a survey by reply (product.md 22, 43 G27): they are kept in the conversation that it is about, and open none. Only where
 * the customer has no conversation that goes on; only a number of the scale. Answers which text belongs to which conversation.
 */
export async function takeSurveyAnswers(
  tx: Transaction,
  events: readonly MessageReceived[],
  latest: Latest,
): Promise<Map<MessageId, ConversationId>> {
  const taken = new Map<MessageId, ConversationId>();
  const candidates = events.filter(({ data: { channelId, from, body } }) => {
    const known = latest.get({ channelId, customer: from });
    return known && !isOngoing(known.status) && /^\s*\d{1,2}(\D|$)/.test(withPlainNumber(body));
  });
  if (candidates.length === 0) return taken;
  const pairs = candidates.map(({ data: { channelId, from } }) => ({ channelId, customer: from }));
  const open = await surveys(tx).answerable(pairs, tx.now);
  const thanked: { conversationId: ConversationId; body: string }[] = [];
  for (const { data } of candidates) {
    const request = open.findLast(({ channelId, customer }) => channelId === data.channelId && customer === data.from);
    const answer = request && answerIn(data.body, request.survey);
    if (!answer || !(await surveys(tx).answer(request.id, answer, tx.now))) continue;
    taken.set(data.messageId, request.conversationId);
    open.splice(open.indexOf(request), 1);
    const { thanks } = surveyWords(request.survey, request.locale);
    if (thanks) thanked.push({ conversationId: request.conversationId, body: thanks });
  }
  const found = await conversations(tx).find(thanked.map(({ conversationId }) => conversationId));
  await plan(
    tx,
    thanked.flatMap(({ conversationId, body }) => {
      const conversation = found.get(conversationId);
      return conversation && !conversation.optedOutAt ? [{ conversation, trigger: 'survey' as const, body }] : [];
    }),
  );
  return taken;
}
