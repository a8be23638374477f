import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  type ConversationId,
  type DefinitionId,
  type OutboundContactsRequest,
  type OutboundRunView,
  type pageRequest,
  type Person,
  Refusal,
} from '#contracts';
import { cursorOf, page } from '#platform';
import { fill, fillingsFor } from '#sms-text';
import { mustSee } from '../domain/access.ts';
import { paceNow } from '../domain/outbound-pace.ts';
import { contexts } from '../storage/contexts.ts';
import { ConversationTable } from '../storage/conversation.table.ts';
import {
  type OutboundContact,
  OutboundContactTable,
  type OutboundRun,
  OutboundRunTable,
} from '../storage/outbound.tables.ts';
import { loadsOf } from '../storage/outbound-turns.ts';
import { people } from '../storage/people.ts';

const runNotFound = () => new Refusal('run-not-found', 'There is no such run.');
const byTime = cursorOf(z.tuple([z.iso.datetime(), z.uuid()]));
const byId = cursorOf(z.uuid());

/** Runs with how far they are and what slows them down, in one statement more for each of these. */
async function withProgress(db: EntityManager, runs: readonly OutboundRun[], now: Date): Promise<OutboundRunView[]> {
  const counts: { run: string; state: string; count: number; answered: number }[] = await db.query(
    `SELECT run_id AS run, state, count(*)::int AS count, count(answered_at)::int AS answered
     FROM outbound_contact WHERE run_id = ANY($1::uuid[]) GROUP BY run_id, state`,
    [runs.map(({ id }) => id)],
  );
  const files: { run: string; lines: number; taken: number; added: number }[] = await db.query(
    `SELECT run_id AS run, sum(lines)::int AS lines, sum(taken)::int AS taken, sum(added)::int AS added
     FROM outbound_audience WHERE run_id = ANY($1::uuid[]) AND read_at IS NOT NULL GROUP BY run_id`,
    [runs.map(({ id }) => id)],
  );
  const audiences = new Map(files.map(({ run, ...audience }) => [run, audience]));
  const running = runs.filter(({ state, endsAt }) => state === 'running' && endsAt > now);
  const loadOf = await loadsOf(db, running, now);
  return runs.map((run) => {
    const ours = counts.filter((one) => one.run === run.id);
    const states = Object.fromEntries(ours.map(({ state, count }) => [state, count]));
    const { reattemptAfterMinutes: _after, keepContextDays: _keep, forgottenAt: _forgotten, ...shown } = run;
    const contacts = ours.reduce((sum, { count }) => sum + count, 0);
    const pace = run.textsPerMinute === null ? null : paceNow(run.textsPerMinute, run.throttle, loadOf(run.id));
    const audience = audiences.get(run.id) ?? null;
    const isWhole = audience === null || audience.taken === audience.lines;
    const isBegun = contacts > 0 || run.endsAt <= now;
    const isDone = run.state === 'running' && isBegun && !states['pending'] && isWhole;
    return {
      ...shown,
      configurationId: run.configurationId as DefinitionId,
      state: isDone ? 'done' : run.state,
      beginsAt: run.beginsAt.toISOString(),
      endsAt: run.endsAt.toISOString(),
      createdAt: run.createdAt.toISOString(),
      slowedTo: isDone || pace === run.textsPerMinute ? null : pace,
      progress: { contacts, answered: ours.reduce((sum, { answered }) => sum + answered, 0), states },
      audience,
    };
  });
}

/** One page of runs, newest first. */
export async function listRuns(db: EntityManager, { cursor, limit }: z.output<typeof pageRequest>, now: Date) {
  const query = db
    .getRepository(OutboundRunTable)
    .createQueryBuilder('r')
    .orderBy('r.createdAt', 'DESC')
    .addOrderBy('r.id', 'DESC')
    .limit(limit + 1);
  const after = byTime.read(cursor);
  if (after) query.where('(r.createdAt, r.id) < (:at, :id)', { at: after[0], id: after[1] });
  const found = await query.getMany();
  const last = found.length > limit ? found[limit - 1]! : null;
  return {
    items: await withProgress(db, found.slice(0, limit), now),
    next: last && byTime.write([last.createdAt.toISOString(), last.id]),
  };
}

/** One run with how far it is. Refuses with `run-not-found`. */
export async function readRun(db: EntityManager, id: string, now: Date): Promise<OutboundRunView> {
  const run = await db.findOneBy(OutboundRunTable, { id });
  if (!run) throw runNotFound();
  return (await withProgress(db, [run], now))[0]!;
}

const orNull = (moment: Date | null) => moment?.toISOString() ?? null;
const contactViewOf = ({
  id,
  to,
  name,
  reference,
  notBefore,
  notAfter,
  state,
  reason,
  attempts,
  dueAt,
  sentAt,
  keepUntil,
  answeredAt,
}: OutboundContact) => ({
  ...{ id, to, name, reference, state, reason, attempts },
  ...{ notBefore: orNull(notBefore), notAfter: orNull(notAfter) },
  ...{ dueAt: orNull(dueAt), sentAt: orNull(sentAt), answerBy: orNull(keepUntil), answeredAt: orNull(answeredAt) },
});

/** One page of those whom a run writes to, and what became of each. Refuses with `run-not-found`. */
export async function listRunContacts(
  db: EntityManager,
  runId: string,
  { cursor, limit, state }: OutboundContactsRequest,
) {
  const after = byId.read(cursor);
  if (!(await db.existsBy(OutboundRunTable, { id: runId }))) throw runNotFound();
  const query = db
    .getRepository(OutboundContactTable)
    .createQueryBuilder('c')
    .where('c.runId = :runId', { runId })
    .orderBy('c.id')
    .limit(limit + 1);
  if (state) query.andWhere('c.state = :state', { state });
  if (after) query.andWhere('c.id > :after', { after });
  const found = await query.getMany();
  return page(found, limit, ({ id }) => byId.write(id), contactViewOf);
}

/** A text with placeholders as it is for one conversation: a quick reply, before it is sent (product.md 28). */
export async function renderFor(db: EntityManager, person: Person, id: ConversationId, text: string) {
  const conversation = await db.findOneBy(ConversationTable, { id });
  if (!conversation) throw new Refusal('conversation-not-found', 'There is no such conversation.');
  mustSee(conversation, person);
  const known = (await contexts({ manager: db }).of([id])).get(id) ?? { contact: null, account: null, variables: {} };
  const filled = fill(text, fillingsFor(known, await people({ manager: db }).named(person)));
  return { conversationId: id, text: filled.text, empty: [...filled.empty] };
}
