import { createHash } from 'node:crypto';
import type { QueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Line, Rules } from '../domain/snapshot.ts';
import { type NobodyFound, whyNobody } from '../domain/why-not.ts';
import { explanations, type KeptLook } from '../storage/explanations.ts';
import { type LineLook, lineIdOf, lineLooks } from '../storage/line-looks.ts';
import { asCut, linesIn } from '../storage/lines.ts';
import { customWork, linesOf } from '../storage/custom-work.ts';
import { declinedItems, firstItems } from '../storage/items-in-lines.ts';
import { rulesOf, settingsNow } from '../storage/settings.ts';
import { type Serving, whoServes } from '../storage/who-serves.ts';

/** Agents of a queue who are looked at, and of these the ones who are named, when nobody can take what waits. */
const looked = 200;
const namedOfNobody = 20;
const singly = 100;
const minute = 60_000;
const hour = 60 * minute;

/**
 * Tells of all that waits and that nobody can take why that is so (product.md 40): once for each line, not for each item; when it
 * changed, once a minute at most, and again after an hour. Of items that everybody who is free declined it is told of each. One replica at
 * a time, apart from the assignment itself, which waits for nothing of it.
 */
export async function tellLines(tx: Transaction): Promise<void> {
  if (!(await lineLooks(tx).mine())) return;
  const settings = await settingsNow(tx.manager);
  const rows = settings.assignment.explain ? await linesIn(tx) : [];
  const before = new Map((await lineLooks(tx).all()).map((look) => [look.lineId, look]));
  if (rows.length === 0 && before.size === 0) return;

  const custom = await customWork(tx, rows);
  const lines = await linesOf(tx, asCut(rows, custom).cut, custom, settings);
  const skillIds = [...new Set(rows.flatMap(({ skills }) => skills.map(({ skillId }) => skillId)))];
  const queueIds = [...new Set(rows.map(({ queueId }) => queueId))];
  const serving = await whoServes(tx, queueIds, skillIds, looked, custom.rules.size > 0);

  const rules = rulesOf(settings);
  const told: Looked[] = [];
  const free: Line[] = [];
  for (const [line, row] of lines) {
    if (custom.rules.has(line.queueId)) continue;
    const found = nobodyFor({ line, passes: {} }, serving.get(line.queueId), rules, tx.now);
    if (found) told.push(lookAt(lineIdOf(row), line, found, serving.get(line.queueId)));
    else free.push(line);
  }
  // what rules say of one item need not be so of the next: of those that wait longest it is told of each
  const single = [
    ...(await declinedItems(
      tx,
      free.map((line) => [line, lines.get(line)!]),
    )),
    ...(await firstItems(
      tx,
      [...lines].filter(([{ queueId }]) => custom.rules.has(queueId)),
      singly,
    )),
  ];
  for (const item of single) {
    const found = nobodyFor(item, serving.get(item.line.queueId), rules, tx.now);
    if (found) told.push(lookAt(item.id, item.line, found, serving.get(item.line.queueId)));
  }

  const due = told.filter((look) => isDue(look, before.get(look.lineId), tx.now));
  const still = new Set(told.map(({ lineId }) => lineId));
  const over = [...before.keys()].filter((id) => !still.has(id));
  await explanations(tx).append([
    ...due.map(({ lineId, told }) => ({ workItemId: lineId, stage: 'assignment', told }) as const),
    ...over.map((workItemId) => ({ workItemId, stage: 'assignment', told: nothingMore }) as const),
  ]);
  await lineLooks(tx).told(due);
  await lineLooks(tx).forget(over);
}

interface Looked {
  readonly lineId: LineLook['lineId'];
  readonly digest: string;
  readonly told: KeptLook;
}

/** From here on somebody could take it, or it is gone. */
const nothingMore: KeptLook = { queueId: '' as QueueId, method: '', chosen: null, why: '', considered: [], others: 0 };

const nobodyFor = (
  item: Parameters<typeof whyNobody>[0],
  serving: Serving | undefined,
  rules: Rules,
  now: Date,
): NobodyFound | null =>
  whyNobody(item, serving?.people ?? [], { rules, now, serving: serving?.serving ?? 0, named: namedOfNobody });

function lookAt(
  lineId: LineLook['lineId'],
  { queueId, method }: Line,
  { why, considered }: NobodyFound,
  serving: Serving | undefined,
): Looked {
  const others = (serving?.serving ?? 0) - considered.length;
  const named = considered.map(({ agentId, reason }) => [agentId, reason] as const);
  const told: KeptLook = { queueId, method, chosen: null, why, considered: named, others };
  return { lineId, told, digest: createHash('sha256').update(JSON.stringify(told)).digest('hex') };
}

function isDue({ digest }: Looked, before: LineLook | undefined, now: Date): boolean {
  if (!before) return true;
  const since = now.getTime() - before.toldAt.getTime();
  return since >= hour || (digest !== before.digest && since >= minute);
}
