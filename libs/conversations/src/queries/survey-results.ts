import type {
  SurveyResultView,
  surveyResultsRequest,
  surveyResultsView,
  SurveySummary,
  surveySummaryRequest,
} from '#contracts';
import { cursorOf, page } from '#platform';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { type SurveyRequest, SurveyRequestTable } from '../storage/surveys.ts';
import { timesOf } from './reports.ts';

type Filters = Omit<z.output<typeof surveySummaryRequest>, 'by'>;
const cursor = cursorOf(z.tuple([z.iso.datetime(), z.uuid()]));

const viewOf = (request: SurveyRequest): SurveyResultView => ({
  id: request.id,
  conversationId: request.conversationId,
  surveyId: request.survey.id,
  surveyName: request.survey.name,
  type: request.survey.type,
  agentId: request.agentId,
  queueId: request.queueId,
  workstreamId: request.workstreamId,
  channelId: request.channelId,
  handledBy: request.handledBy,
  sentAt: request.sentAt.toISOString(),
  answeredAt: request.answeredAt?.toISOString() ?? null,
  score: request.score,
  comment: request.comment,
});

function filtered(
  manager: EntityManager,
  { surveyId, agentId, queueId, workstreamId, ...period }: Filters,
  now: Date,
): SelectQueryBuilder<SurveyRequest> {
  const { from, to } = timesOf(period, now);
  const query = manager
    .createQueryBuilder(SurveyRequestTable, 's')
    .where('s.sent_at >= :from AND s.sent_at < :to', { from, to });
  for (const [column, id] of Object.entries({
    survey_id: surveyId,
    agent_id: agentId,
    queue_id: queueId,
    workstream_id: workstreamId,
  }))
    if (id) query.andWhere(`s.${column} = :${column}`, { [column]: id });
  return query;
}

/** Who was asked in this time, newest first. */
export async function listSurveyResults(
  manager: EntityManager,
  { limit, cursor: place, ...filters }: z.output<typeof surveyResultsRequest>,
  now: Date,
): Promise<z.output<typeof surveyResultsView>> {
  const query = filtered(manager, filters, now)
    .orderBy('s.sentAt', 'DESC')
    .addOrderBy('s.id', 'DESC')
    .limit(limit + 1);
  const after = cursor.read(place);
  if (after) query.andWhere('(s.sent_at, s.id) < (:at, :id)', { at: after[0], id: after[1] });
  const found = await query.getMany();
  return page(found, limit, ({ sentAt, id }) => cursor.write([sentAt.toISOString(), id]), viewOf);
}

/** The same, all of it, a page at a time. */
export async function* everySurveyResult(
  manager: EntityManager,
  filters: Filters,
  now: Date,
): AsyncGenerator<SurveyResultView> {
  let place: string | undefined;
  do {
    const { items, next } = await listSurveyResults(manager, { ...filters, limit: 200, cursor: place }, now);
    yield* items;
    place = next ?? undefined;
  } while (place);
}

/** How surveys went in this time (product.md 22). */
export async function summariseSurveys(
  manager: EntityManager,
  { by, ...filters }: z.output<typeof surveySummaryRequest>,
  now: Date,
): Promise<SurveySummary> {
  const nps = (from: number, to: number) => `count(*) FILTER (WHERE s.score BETWEEN ${from} AND ${to})`;
  const rows: SurveySummary['rows'] = await filtered(manager, filters, now)
    .select(`s.${by}_id`, 'id')
    .addSelect(`s.survey ->> 'type'`, 'type')
    .addSelect('count(*)::int', 'asked')
    .addSelect('count(s.answered_at)::int', 'answered')
    .addSelect('avg(s.score)::float8', 'averageScore')
    .addSelect(
      `CASE WHEN s.survey ->> 'type' = 'nps' AND count(s.score) > 0
         THEN (100.0 * (${nps(9, 10)} - ${nps(0, 6)}) / count(s.score))::float8 END`,
      'netPromoterScore',
    )
    .groupBy('1, 2')
    .orderBy('1, 2')
    .getRawMany();
  return { rows };
}
