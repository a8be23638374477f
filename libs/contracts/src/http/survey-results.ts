import { z } from 'zod';
import { agentId, channelId, conversationId, definitionId, queueId, workstreamId } from '../ids.ts';
import { isPeriod, reportPeriod } from './conversation-reports.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();
const filters = {
  ...reportPeriod,
  surveyId: definitionId.optional(),
  agentId: agentId.optional(),
  queueId: queueId.optional(),
  workstreamId: workstreamId.optional(),
};
const period = { error: 'must be after `from`, and at most 400 days', path: ['to'] };

export const surveyResultsRequest = z
  .object({ ...filters, cursor: pageRequest.shape.cursor, limit: pageRequest.shape.limit })
  .refine(isPeriod, period);
export const surveySummaryRequest = z
  .object({ ...filters, by: z.enum(['survey', 'agent', 'queue', 'workstream']).default('survey') })
  .refine(isPeriod, period);

/** One customer who was asked, and what they answered. */
export const surveyResultView = z
  .object({
    id: z.uuid(),
    conversationId,
    surveyId: definitionId,
    surveyName: z.string(),
    type: z.enum(['csat', 'nps', 'effort', 'link']),
    agentId: agentId.nullable(),
    queueId: queueId.nullable(),
    workstreamId: workstreamId.nullable(),
    channelId,
    handledBy: z.enum(['agent', 'bot']),
    sentAt: at,
    answeredAt: at.nullable(),
    score: z.int().nullable(),
    comment: z.string().nullable(),
  })
  .meta({ id: 'SurveyResult' });
export type SurveyResultView = z.output<typeof surveyResultView>;
export const surveyResultsView = pageOf(surveyResultView);

/** How a survey went, by what was asked for. */
export const surveySummary = z
  .object({
    rows: z.array(
      z.object({
        id: z.uuid().nullable(),
        type: z.enum(['csat', 'nps', 'effort', 'link']),
        asked: z.int(),
        answered: z.int(),
        averageScore: z.number().nullable(),
        /** Of a recommendation survey: the share of 9 and 10 less the share of 0 to 6, in percent (-100 to 100); null of others. */
        netPromoterScore: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'SurveySummary' });
export type SurveySummary = z.output<typeof surveySummary>;
