import type { AgentId, ConversationId, CustomAssignment, KnownContext, QueueId, SkillId } from '#contracts';
import type { Sources } from '#conditions';
import type { Transaction } from '#event-bus';
import type { Classified } from '../domain/classify.ts';
import type { Line } from '../domain/snapshot.ts';
import {
  askWorkOfAgents,
  calendarsOfAgents,
  type Custom,
  looksOf,
  placeOf,
  type RatedSkill,
  type Surroundings,
  tailored,
} from '../domain/custom-assignment.ts';
import { type ConversationFacts, sourcesOf } from '../domain/sources.ts';
import type { NeededSkill } from '../domain/skills.ts';
import { favourNow } from '../domain/favour.ts';
import { takesOf } from '../domain/workstream.ts';
import { calendarsNow, openHoursNow } from './calendars.ts';
import type { LineRow } from './lines.ts';
import { queueRules } from './queue-rules.ts';
import { cutOf } from './cuts.ts';
import type { Settings } from './settings.ts';

/** Queues that choose by rules of their own, and these rules. */
export interface CustomWork {
  readonly rules: ReadonlyMap<QueueId, CustomAssignment>;
  readonly cuts: ReadonlyMap<QueueId, string>;
  readonly surroundings: Surroundings;
}

/** Which of these lines go by rules of their own. Asks nothing where no queue has the method. */
export async function customWork(
  tx: Pick<Transaction, 'manager' | 'now'>,
  rows: readonly LineRow[],
): Promise<CustomWork> {
  const custom = rows.filter(({ method }) => method === 'custom');
  if (custom.length === 0) return none;
  const all = await queueRules(tx).inForce([...new Set(custom.map(({ queueId }) => queueId))]);
  const inForce = [...all.values()].filter(({ body }) => body.rulesets.length > 0 || body.prioritisation);
  if (inForce.length === 0) return none;
  const skills = custom.flatMap((row) => row.skills);
  return {
    rules: new Map(inForce.map(({ queueId, body }) => [queueId, body])),
    cuts: new Map(inForce.map((rules) => [rules.queueId, cutOf(rules)])),
    surroundings: await surroundingsOf(
      tx,
      inForce.map(({ body }) => body),
      skills,
    ),
  };
}
const none: CustomWork = {
  rules: new Map(),
  cuts: new Map(),
  surroundings: { typeOf: new Map(), openHours: {}, calendar: {} },
};

/** What these rules see besides the work and the agents, where the work needs these skills. */
export const surroundingsOf = async (
  { manager, now }: Pick<Transaction, 'manager' | 'now'>,
  rules: readonly CustomAssignment[],
  skills: readonly NeededSkill[],
): Promise<Surroundings> => ({
  typeOf: await typesOfSkills({ manager }, skills),
  openHours: rules.some(askWorkOfAgents) ? await openHoursNow(manager, now) : {},
  calendar: await calendarsNow(manager, rules.flatMap(calendarsOfAgents), now),
});

/** Of which type these needed skills are. */
async function typesOfSkills(
  { manager }: Pick<Transaction, 'manager'>,
  needed: readonly NeededSkill[],
): Promise<Custom['typeOf']> {
  const ids = [...new Set(needed.map(({ skillId }) => skillId))];
  if (ids.length === 0) return new Map();
  const found: { id: SkillId; typeId: string | null }[] = await manager.query(
    `SELECT id, body ->> 'typeId' AS "typeId" FROM staff_definition WHERE id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(found.map(({ id, typeId }) => [id, typeId]));
}

/** The active skills of these agents, as rules look at them. */
export async function ratedSkills(
  { manager }: Pick<Transaction, 'manager'>,
  ids: readonly AgentId[],
): Promise<ReadonlyMap<AgentId, RatedSkill[]>> {
  const rows: (RatedSkill & { agentId: AgentId })[] = await manager.query(
    `SELECT agent_id AS "agentId", skill_id AS "skillId", slug, body ->> 'typeId' AS "typeId", rating
     FROM agent_skill JOIN staff_definition ON staff_definition.id = skill_id AND removed_at IS NULL
     WHERE active AND agent_id = ANY($1) ORDER BY agent_id, slug`,
    [ids],
  );
  return Map.groupBy(rows, ({ agentId }) => agentId);
}

interface Classifiable {
  readonly id: ConversationId;
  readonly facts: ConversationFacts | null;
  readonly known: KnownContext | null;
  readonly classified: Classified | null;
}

/** What rules look at in these conversations. */
export async function worksOf(
  { manager }: Pick<Transaction, 'manager'>,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, Sources>> {
  if (ids.length === 0) return new Map();
  const rows: Classifiable[] = await manager.query(
    `SELECT id, facts, known, classified FROM conversation WHERE id = ANY($1)`,
    [ids],
  );
  return new Map(
    rows.map(({ id, facts, known, classified }) => [id, facts ? sourcesOf(facts, known, classified) : {}]),
  );
}

/** What stands at an item of this queue: by which rules it was looked at, what they see of it, and its place where the queue has an order of its own. */
export function lookAt(queueId: QueueId, work: Sources, { rules, cuts }: CustomWork) {
  const own = rules.get(queueId);
  if (!own) return { cut: '', looks: '', place: null };
  const { prioritisation } = own;
  const place = prioritisation?.rules.length ? placeOf(work, prioritisation) : null;
  return { cut: cuts.get(queueId)!, looks: looksOf(work, own), place };
}

/** These lines, as the choice sees them by what is set now: what rules say of one item of a line is so of all of it. */
export async function linesOf(
  tx: Pick<Transaction, 'manager'>,
  rows: readonly LineRow[],
  custom: CustomWork,
  { assignment }: Pick<Settings, 'assignment'>,
): Promise<ReadonlyMap<Line, LineRow>> {
  const ruled = rows.filter(({ queueId }) => custom.rules.has(queueId));
  const works = await worksOf(
    tx,
    ruled.map(({ conversationId }) => conversationId),
  );
  return new Map(
    rows.map((row): [Line, LineRow] => {
      const rules = custom.rules.get(row.queueId);
      const plain = lineOf(row, assignment);
      if (!rules) return [plain, row];
      const line = rules.prioritisation?.rules.length ? { ...plain, prioritisedIn: row.queueName } : plain;
      return [tailored(line, works.get(row.conversationId) ?? {}, rules, custom.surroundings), row];
    }),
  );
}

const lineOf = (row: LineRow, { preferredAgents }: Settings['assignment']): Line => ({
  queueId: row.queueId,
  priority: row.priority,
  takes: takesOf(row, row.profileIds),
  allowedPresences: row.allowedPresences,
  // A queue with rules of its own goes by capacity until it has some.
  method: row.method === 'custom' ? 'highest-capacity' : row.method,
  skills: row.skills,
  matching: row.skillMatching,
  favour: favourNow(row.favour, preferredAgents),
  declines: { allowed: row.declinesAllowed, pauseSeconds: row.declinePauseSeconds },
});
