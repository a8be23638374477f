import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  type ChannelDraftItem,
  type ChannelDraftsRequest,
  type ChannelDraftSummary,
  type ChannelDraftView,
  type ChannelId,
  type DraftProblem,
  draftSteps,
} from '#contracts';
import { cursorOf, page, wording } from '#platform';
import {
  type ChannelDraft,
  expiresAt,
  messagesOf,
  problemsOf,
  requestOf,
  stepOf,
  type Surroundings,
} from '../domain/channel-draft.ts';
import { callbackOf } from '../domain/messaging-account.ts';
import { ChannelDraftTable } from '../storage/channel-draft.table.ts';
import { surroundingsOf } from '../storage/surroundings.ts';

const byChange = cursorOf(z.object({ changedAt: z.iso.datetime(), id: z.uuid() }));

const aboutOf = (draft: ChannelDraft) => ({
  id: draft.id,
  version: draft.version,
  state: draft.finishedAt ? ('finished' as const) : ('draft' as const),
  by: { subject: draft.bySubject, name: draft.byName },
  createdAt: draft.createdAt.toISOString(),
  changedAt: draft.changedAt.toISOString(),
  expiresAt: expiresAt(draft).toISOString(),
});

interface Judged {
  readonly draft: ChannelDraft;
  readonly around: Surroundings;
  readonly problems: readonly DraftProblem[];
}

async function judged(db: EntityManager, id: ChannelId): Promise<Judged | null> {
  const draft = await db.getRepository(ChannelDraftTable).findOneBy({ id });
  if (!draft) return null;
  const around = await surroundingsOf(db, draft);
  return { draft, around, problems: problemsOf(draft, around, wording) };
}

/** One draft with what is wrong or missing, by page; null when there is none. */
export async function channelDraftOf(db: EntityManager, id: ChannelId): Promise<ChannelDraftView | null> {
  const found = await judged(db, id);
  if (!found) return null;
  const { draft, problems } = found;
  const ofStep = draftSteps.map((step) => [step, problems.filter(({ field }) => stepOf(field) === step)]);
  return {
    ...aboutOf(draft),
    ...draft.said,
    problems: Object.fromEntries(ofStep) as ChannelDraftView['problems'],
  };
}

/** The channel as the draft would make it, and what is missing; null when there is no such draft. */
export async function channelDraftSummaryOf(
  db: EntityManager,
  publicBase: string,
  id: ChannelId,
): Promise<ChannelDraftSummary | null> {
  const found = await judged(db, id);
  if (!found) return null;
  const { draft, around, problems } = found;
  const { id: draftId, version, state } = aboutOf(draft);
  return {
    id: draftId,
    version,
    state,
    isReady: problems.length === 0,
    missing: [...problems],
    inboundUrl: (around.number && callbackOf(publicBase, around.number.account)?.messages) ?? null,
    channel: channelAhead(draft, around),
  };
}

function channelAhead({ said }: ChannelDraft, around: Surroundings): ChannelDraftSummary['channel'] {
  const { settings, slug, name, language } = requestOf(said);
  const { operatingHours, survey, attachments, realTimeTranslation } = settings;
  const called = (kind: string, id: string | null) => {
    const found = around.definitions.find((one) => one.kind === kind && one.id === id);
    return found ? { id: found.id, name: found.name } : null;
  };
  const surveyAhead = ({ enabled, surveyId, mode, message }: Omit<typeof survey, 'bot'>) => ({
    enabled,
    survey: called('survey', surveyId),
    mode,
    message,
  });
  const { workstream, number } = around;
  return {
    slug,
    name,
    workstream: workstream && { id: workstream.id, name: workstream.name },
    account: number && { id: number.account.id, name: number.account.name },
    number: number?.address ?? null,
    language,
    operatingHours: { enabled: operatingHours.enabled, hours: called('operating-hours', operatingHours.hoursId) },
    automatedMessages: messagesOf(said),
    survey: {
      ...surveyAhead(survey),
      bot: { ...surveyAhead(survey.bot), sameSettings: survey.bot.sameSettings },
    },
    attachments,
    realTimeTranslation,
  };
}

/** Drafts that are not finished, the latest change first. */
export async function listChannelDrafts(
  db: EntityManager,
  subject: string,
  { cursor, limit, whose }: ChannelDraftsRequest,
): Promise<{ items: ChannelDraftItem[]; next: string | null }> {
  const from = byChange.read(cursor);
  const query = db
    .getRepository(ChannelDraftTable)
    .createQueryBuilder('d')
    .where('d.finishedAt IS NULL')
    .orderBy('d.changedAt', 'DESC')
    .addOrderBy('d.id', 'DESC')
    .limit(limit + 1);
  if (whose === 'mine') query.andWhere('d.bySubject = :subject', { subject });
  if (from) query.andWhere('(d.changedAt, d.id) < (:changedAt, :id)', from);
  const rows = await query.getMany();
  const placeOf = ({ changedAt, id }: ChannelDraft) => byChange.write({ changedAt: changedAt.toISOString(), id });
  return page(rows, limit, placeOf, (draft) => {
    const { name, workstreamId, numberId } = requestOf(draft.said);
    return { ...aboutOf(draft), name, workstreamId, numberId };
  });
}
