import { join } from 'node:path';
import { equip, type Equipment, needsOf } from './infrastructure/index.ts';
import { build } from './build.ts';
import { type Outcome, single, sum } from './check/outcome.ts';
import { endAll, root } from './check/run.ts';
import { format, lint, specs, tests, type TestRun, types } from './check/steps.ts';

/*
 * npm test                      everything
 * npm test -- libs/routing      what lies there, and the types of all
 * npm test -- libs/routing -t countdown    words with a hyphen, and what follows them, are Jest's
 */
const words = process.argv.slice(2);
const firstOption = words.findIndex((word) => word.startsWith('-'));
const paths = firstOption < 0 ? words : words.slice(0, firstOption);
const more = firstOption < 0 ? [] : words.slice(firstOption);
const strict = process.env['STRICT'] === '1';
const outcomes: Outcome[] = [];
let equipment: Equipment | undefined;

const say = (text = '') => process.stdout.write(`${text}\n`);

function tell(outcome: Outcome, from: number): void {
  const { name, passed, failed, skipped, failures } = outcome;
  outcomes.push(outcome);
  if (passed + failed + skipped.length === 0) return;
  const counts = [
    `${passed} passed`,
    failed > 0 && `${failed} FAILED`,
    skipped.length > 0 && `${skipped.length} skipped`,
  ];
  const seconds = `${((performance.now() - from) / 1000).toFixed(0)} s`;
  say(`${name.padEnd(20)}${counts.filter(Boolean).join(', ').padEnd(34)}${seconds.padStart(7)}`);
  for (const failure of failures) say(`\n${failure}\n`);
}

async function step(work: () => Promise<Outcome>): Promise<void> {
  const from = performance.now();
  tell(await work(), from);
}

const onceMore: (() => Promise<void>)[] = [];
/** Runs tests; what wants to be run again is, at the end. */
async function run(wanted: TestRun & { readonly again?: boolean }): Promise<void> {
  const from = performance.now();
  const tried = await tests(wanted);
  if ('outcome' in tried) tell(tried.outcome, from);
  else onceMore.push(async () => tell(await tried.again(), from));
}

/** What runs, of these files, on which servers. */
interface Plan {
  readonly integration: readonly string[];
  readonly endToEnd: readonly string[];
  readonly equipping: Promise<Equipment>;
}

/*
 * Stories of a browser wait a good part of their time, for a page to settle, a beat or an outage to last: two cores are enough for four of them, and
 * have a fourth of their time left. So all that has no stories goes beside them: the types, the integration tests, one file at a time, and then what only
 * reads and takes no more than is left.
 */
async function everything(): Promise<void> {
  const [integration, endToEnd] = [specs('int', paths), specs('e2e', paths)];
  const needed = new Set([...integration, ...endToEnd].flatMap((path) => needsOf(join(root, path))));
  const equipping = equip(needed).then((found) => {
    for (const source of found.sources) say(`  ${source}`);
    return (equipment = found);
  });
  equipping.catch(() => {});
  const plan = { integration, endToEnd, equipping };
  const done = await Promise.allSettled([stories(plan), beside(plan)]);
  for (const more of onceMore) await more();
  const broken = done.find((one) => one.status === 'rejected');
  if (broken) throw broken.reason;
}

async function stories({ endToEnd, equipping }: Plan): Promise<void> {
  await run({ name: 'unit', project: 'unit', paths, more });
  if (endToEnd.length === 0) return;
  const from = performance.now();
  const built = await build().then(
    () => ({ ok: true, output: '' }),
    (error: unknown) => ({ ok: false, output: error instanceof Error ? error.message : String(error) }),
  );
  tell(single('build', built), from);
  if (!built.ok) return;
  const { environment } = await equipping;
  await run({
    name: 'end to end',
    project: 'e2e',
    paths: endToEnd,
    environment,
    more: ['--maxWorkers=4', ...more],
    again: true,
  });
}

async function beside(plan: Plan): Promise<void> {
  await step(() => types('.'));
  await step(() => types('apps/desk'));
  await withServers(plan);
  await Promise.all([step(() => lint(paths)), step(() => format(paths))]);
}

async function withServers({ integration, endToEnd, equipping }: Plan): Promise<void> {
  if (integration.length === 0) return;
  const { environment } = await equipping;
  const atATime = endToEnd.length > 0 ? '--maxWorkers=1' : '--maxWorkers=3';
  await run({
    name: 'integration',
    project: 'integration',
    paths: integration,
    environment,
    more: [atATime, ...more],
    again: true,
  });
}

function close(): boolean {
  const skipped = outcomes.flatMap((outcome) => outcome.skipped);
  if (skipped.length > 0) {
    say('\nSkipped:');
    skipped.forEach((name, index) => say(`${String(index + 1).padStart(4)}. ${name}`));
    for (const reason of new Set(Object.values(equipment?.missing ?? {}))) say(`  ${reason}`);
    if (strict) say('With STRICT=1 that is a failure.');
  }
  const unsteady = outcomes.flatMap((outcome) => outcome.unsteady ?? []);
  if (unsteady.length > 0) {
    say('\nUnsteady: these failed beside others, and passed when they were run again alone. They want looking into.');
    for (const failure of unsteady) say(`\n${failure}\n`);
  }
  const failed = outcomes.filter((outcome) => outcome.failed > 0).map(({ name }) => name);
  if (failed.length > 0) say(`\nFailed: ${failed.join(', ')}. What they said stands above.`);
  const { line, ok } = sum(outcomes, strict);
  say(`\n${line}`);
  return ok;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void Promise.allSettled([endAll(), equipment?.stop()]).then(() => process.exit(130)));
}
try {
  await everything();
} catch (error) {
  outcomes.push(single('npm test itself', { ok: false, output: '' }));
  say(`\n${error instanceof Error ? error.stack : String(error)}`);
}
await equipment?.stop();
process.exitCode = close() ? 0 : 1;
