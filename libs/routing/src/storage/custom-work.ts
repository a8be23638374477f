import type { AgentId, CustomAssignment, KnownContext, QueueId, SkillId, WorkItemId } from '#contracts';
import type { Sources } from '#conditions';
import type { Transaction } from '#event-bus';
import type { Line, WaitingItem } from '../domain/snapshot.ts';
import { type Custom, placesOf, type RatedSkill, TailoredLines } from '../domain/custom-assignment.ts';
import { type ConversationFacts, sourcesOf } from '../domain/sources.ts';
import type { NeededSkill } from '../domain/skills.ts';
import type { Passes } from '../domain/work-item.ts';
import type { LineRow } from './placeable-work.ts';
import { queueRules } from './queue-rules.ts';

/** How far down a line is looked where its order is that of time; and where its order is its own, so that all of it has to be looked at (product.md 11.1). */
const looked = 2000;
const ordered = 10_000;

/** Lines of queues that choose by rules of their own, and these rules. */
export interface CustomWork {
  readonly rules: ReadonlyMap<QueueId, CustomAssignment>;
  readonly typeOf: Custom['typeOf'];
}

/** Which of these lines go by rules of their own. Asks nothing where no queue has the method. */
export async function customWork(tx: Transaction, rows: readonly LineRow[]): Promise<CustomWork | null> {
  const custom = rows.filter(({ method }) => method === 'custom');
  if (custom.length === 0) return null;
  const all = await queueRules(tx).inForce([...new Set(custom.map(({ queueId }) => queueId))]);
  const rules = new Map([...all].filter(([, { rulesets, prioritisation }]) => rulesets.length > 0 || prioritisation));
  if (rules.size === 0) return null;
  return {
    rules,
    typeOf: await typesOfSkills(
      tx,
      custom.flatMap(({ skills }) => skills),
    ),
  };
}

/** Of which type these needed skills are. */
export async function typesOfSkills(
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

interface ItemRow {
  readonly id: WorkItemId;
  readonly n: number;
  readonly lastInteractionAt: Date;
  readonly passes: Record<AgentId, Passes>;
  readonly facts: ConversationFacts | null;
  readonly known: KnownContext | null;
}

/** What waits in these lines, each item in the line of all that is alike for the rules, and with its place where the queue has an order of its own. */
export async function customItems(
  { manager }: Transaction,
  lines: ReadonlyMap<Line, LineRow>,
  { rules, typeOf }: CustomWork,
  most = looked,
): Promise<{ readonly items: readonly WaitingItem[]; readonly rowOf: ReadonlyMap<Line, LineRow> }> {
  const asked = [...lines].filter(([, { queueId }]) => rules.has(queueId));
  const isOrdered = ({ queueId }: Line) => (rules.get(queueId)!.prioritisation?.rules.length ?? 0) > 0;
  const found: ItemRow[] = await manager.query(
    `SELECT item.id, line.n::int - 1 AS n, item.last_interaction_at AS "lastInteractionAt", item.passes, facts, known
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[]) WITH ORDINALITY AS line (queue_id, workstream_id, need, most, n)
     CROSS JOIN LATERAL (
       SELECT id, conversation_id, last_interaction_at, passes FROM work_item
       WHERE status = 'waiting' AND queue_id = line.queue_id AND workstream_id = line.workstream_id AND need = line.need
       ORDER BY last_interaction_at, id LIMIT line.most
     ) AS item
     LEFT JOIN LATERAL (SELECT facts, known FROM conversation WHERE conversation.id = item.conversation_id LIMIT 1) AS about ON true
     ORDER BY line.n, item.last_interaction_at, item.id`,
    [
      asked.map(([, { queueId }]) => queueId),
      asked.map(([, { workstreamId }]) => workstreamId),
      asked.map(([, { need }]) => need),
      asked.map(([line]) => (isOrdered(line) ? Math.max(most, ordered) : most)),
    ],
  );
  const work = found.map(({ facts, known }): Sources => (facts ? sourcesOf(facts, known) : {}));
  const tailored = asked.map(
    ([line]) => new TailoredLines(inQueue(line, isOrdered(line), lines), rules.get(line.queueId)!, typeOf),
  );
  const places = placesIn(found, work, asked, rules);
  const rowOf = new Map<Line, LineRow>();
  const items = found.map(({ id, n, lastInteractionAt, passes }, index): WaitingItem => {
    const line = tailored[n]!.lineFor(work[index]!);
    rowOf.set(line, asked[n]![1]);
    const place = places.get(id);
    return { id, line, lastInteractionAt, passes, ...(place !== undefined && { place }) };
  });
  return { items, rowOf };
}

const inQueue = (line: Line, isOrdered: boolean, lines: ReadonlyMap<Line, LineRow>): Line =>
  isOrdered ? { ...line, prioritisedIn: lines.get(line)!.queueName } : line;

/** The places of all that waits in queues with an order of their own, over all lines of a queue. */
function placesIn(
  found: readonly ItemRow[],
  work: readonly Sources[],
  asked: readonly (readonly [Line, LineRow])[],
  rules: CustomWork['rules'],
): ReadonlyMap<string, number> {
  const all = found.map(({ id, n, lastInteractionAt }, index) => ({
    queueId: asked[n]![0].queueId,
    item: { id, lastInteractionAt, work: work[index]! },
  }));
  const places = new Map<string, number>();
  for (const [queueId, items] of Map.groupBy(all, (one) => one.queueId)) {
    const prioritisation = rules.get(queueId)!.prioritisation;
    if (!prioritisation?.rules.length) continue;
    for (const [id, place] of placesOf(
      items.map(({ item }) => item),
      prioritisation,
    ))
      places.set(id, place);
  }
  return places;
}
