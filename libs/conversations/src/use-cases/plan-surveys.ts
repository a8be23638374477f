import { channelSettingsInForce, hourMs, surveyKind } from '#contracts';
import { atOnce, type Transaction } from '#event-bus';
import { askedAt, isToBeAsked, surveyFor } from '../domain/survey.ts';
import { definitions, settings } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { channelsOf } from '../storage/copies.ts';
import { sessions } from '../storage/sessions.ts';
import { surveys } from '../storage/surveys.ts';
import type { Decided } from './keep.ts';

/** The loop that writes the texts of surveys: they carry a link, and only it knows our address. */
export const surveyLoop = 'surveys';

/** Conversations came to their end: who is to be asked how it was (product.md 22). Once for each, and never where nobody answered. */
export async function planSurveys(tx: Transaction, steps: readonly Decided[]): Promise<void> {
  const ended = steps.filter(({ before, conversation }) => isToBeAsked(before, conversation));
  if (ended.length === 0) return;
  const channels = await channelsOf(
    tx.manager,
    ended.map(({ conversation }) => conversation.channelId),
  );
  const wanted = ended.flatMap(({ conversation }) => {
    const channel = channels.get(conversation.channelId);
    const inForce = channelSettingsInForce.parse(channel?.settings ?? {});
    return channel && (inForce.survey || inForce.botSurvey) ? [{ conversation, channel, inForce }] : [];
  });
  if (wanted.length === 0) return;
  const ids = wanted.map(({ conversation }) => conversation.id);
  const answeredBy = await surveys(tx).answeredBy(ids);
  const asked = wanted.flatMap(({ inForce, ...one }) => {
    const found = surveyFor(inForce, answeredBy.get(one.conversation.id) ?? { agent: false, bot: false });
    return found ? [{ ...one, ...found }] : [];
  });
  const known = await definitions(tx).some(
    surveyKind,
    asked.map(({ surveyId }) => surveyId),
  );
  if (known.size === 0) return;
  const [handled, places, { organisation }] = await atOnce(
    sessions(tx).latestOf(ids),
    contexts(tx).of(ids),
    settings(tx).inForce(),
  );
  const requests = asked.flatMap(({ conversation, channel, surveyId, message, handledBy }) => {
    const survey = known.get(surveyId);
    if (!survey) return [];
    const session = handled.get(conversation.id);
    const whereabouts = places.get(conversation.id)?.variables ?? {};
    const sentAt = askedAt(conversation, whereabouts, organisation.outbound, tx.now);
    return [
      {
        id: tx.newId(),
        conversationId: conversation.id,
        tokenHash: null,
        surveyId,
        survey,
        message,
        locale: channel.language,
        channelId: channel.channelId,
        workstreamId: conversation.workstreamId,
        customer: conversation.customer,
        agentId: handledBy === 'agent' ? (session?.agentId ?? conversation.agentId) : null,
        queueId: session?.queueId ?? null,
        handledBy,
        sentAt,
        expiresAt: new Date(sentAt.getTime() + survey.expiresAfterHours * hourMs),
        answeredAt: null,
        score: null,
        comment: null,
      },
    ];
  });
  if (requests.length === 0) return;
  await surveys(tx).ask(requests);
  tx.wake(surveyLoop);
}
