import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import {
  type ChosenDispositionsView,
  type ConversationId,
  type DispositionOptionsView,
  type DispositionsReport,
  type dispositionsReportRequest,
  type Person,
  Refusal,
  type WorkstreamId,
} from '#contracts';
import { WorkstreamTable } from '../storage/copies.table.ts';
import { type Disposition, dispositions } from '../storage/dispositions.ts';
import { seenConversation } from './read-conversation.ts';
import { timesOf } from './reports.ts';

/** What conversations of a workstream may come to. Refuses with `workstream-not-found`. */
export async function dispositionOptions(db: EntityManager, id: WorkstreamId): Promise<DispositionOptionsView> {
  const workstream = await db.getRepository(WorkstreamTable).findOneBy({ workstreamId: id });
  if (!workstream) throw new Refusal('workstream-not-found', 'There is no such workstream.');
  const { rules, options } = await dispositions({ manager: db }).inForce(id);
  return { ...rules, items: options.map(({ id, name, category, effect }) => ({ id, name, category, effect })) };
}

export const chosenViewOf = (chosen: readonly Disposition[]): ChosenDispositionsView => ({
  items: chosen.map(({ codeId: id, name, category, agentId, agentName, chosenAt }) => ({
    ...{ id, name, category },
    by: { agentId, name: agentName },
    at: chosenAt.toISOString(),
  })),
});

/** What a conversation came to so far. Refuses with `conversation-not-found` and `not-allowed`. */
export async function readDispositions(
  db: EntityManager,
  person: Person,
  id: ConversationId,
): Promise<ChosenDispositionsView> {
  await seenConversation(db, person, id);
  return chosenViewOf(await dispositions({ manager: db }).of([id]));
}

/** What conversations came to, most first; a code that is renamed counts under its latest name. */
export async function dispositionsReport(
  db: EntityManager,
  { workstreamId, ...period }: z.output<typeof dispositionsReportRequest>,
  now: Date,
): Promise<DispositionsReport> {
  const { from, to } = timesOf(period, now);
  const rows: DispositionsReport['rows'] = await db.query(
    `SELECT code_id AS id, (array_agg(name ORDER BY chosen_at DESC))[1] AS name,
       (array_agg(category ORDER BY chosen_at DESC))[1] AS category,
       count(DISTINCT conversation_id)::int AS conversations, count(DISTINCT agent_id)::int AS agents
     FROM disposition WHERE chosen_at >= $1 AND chosen_at < $2 AND ($3::uuid IS NULL OR workstream_id = $3)
     GROUP BY code_id ORDER BY conversations DESC, name`,
    [from, to, workstreamId ?? null],
  );
  return { from, to, rows };
}
