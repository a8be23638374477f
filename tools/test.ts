import { join } from 'node:path';
import { equip, type Equipment, needsOf } from './infrastructure/index.ts';
import { build } from './build.ts';
import { type Outcome, single, sum } from './check/outcome.ts';
import { endAll, root } from './check/run.ts';
import { format, lint, specs, tests, types } from './check/steps.ts';

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

async function step(work: () => Promise<Outcome>): Promise<void> {
  const from = performance.now();
  const outcome = await work();
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

async function everything(): Promise<void> {
  const [integration, endToEnd] = [specs('int', paths), specs('e2e', paths)];
  const needed = new Set([...integration, ...endToEnd].flatMap((path) => needsOf(join(root, path))));
  const equipping = equip(needed);
  equipping.catch(() => {});
  // two cores: about as long on one as on the other
  await Promise.all([
    step(() => types('.')).then(() => step(() => lint(paths))),
    step(() => types('apps/desk')).then(() => step(() => format(paths))),
  ]);
  equipment = await equipping;
  for (const source of equipment.sources) say(`  ${source}`);
  const { environment } = equipment;
  await step(() => tests({ name: 'unit', project: 'unit', paths, more }));
  // these wait much of their time, for PostgreSQL, an outage to last, a beat or a page to settle: two cores are enough for four of them, and more take longer
  const atATime = (files: number) => [`--maxWorkers=${files}`, ...more];
  if (integration.length > 0) {
    await step(() =>
      tests({
        name: 'integration',
        project: 'integration',
        paths: integration,
        environment,
        more: atATime(4),
        again: true,
      }),
    );
  }
  if (endToEnd.length === 0) return;
  const built = await build().then(
    () => ({ ok: true, output: '' }),
    (error: unknown) => ({ ok: false, output: error instanceof Error ? error.message : String(error) }),
  );
  await step(async () => single('build', built));
  if (!built.ok) return;
  await step(() =>
    tests({ name: 'end to end', project: 'e2e', paths: endToEnd, environment, more: atATime(4), again: true }),
  );
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
