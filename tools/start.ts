import { watch as watchFolder } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * npm start    builds, brings everything up in one process tree, and prints where it is
 * npm run dev  the same, and builds and restarts whenever a source changes
 */
const root = join(import.meta.dirname, '..');
const watching = process.argv.includes('--watch');

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Parley needs Node 24; this is ${process.version}. On Linux and Windows \`npm ci\` brings it along: start by \`npm start\`.`,
  );
  process.exit(1);
}

const step = (what: string) => process.stdout.write(`${what} … `);
step('Starting: build');
const { build } = await import('./build.ts');
await build().catch(fail);
// from the build, as it uses what only the build can run
const run = pathToFileURL(join(root, 'dist', 'tools', 'start', 'run.js')).href;
const { Product } = (await import(run)) as typeof import('./start/run.ts');
const product = await Promise.resolve()
  .then(() => new Product(root))
  .catch(fail);

let stopping: Promise<void> | undefined;
/** Once; npm passes Ctrl-C on a second time. */
function stop(status: number): void {
  stopping ??= product.stop().then(
    () => process.exit(status),
    (error: unknown) => fail(error),
  );
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping) console.log('\nStopping.');
    stop(0);
  });
}
setInterval(() => {}, 60_000); // until told to stop

product.onBroken = (words) => {
  console.error(`\n${words}`);
  stop(1);
};
try {
  product.onStep = step;
  console.log(`\n${await product.start()}`);
  product.onStep = () => {};
  if (watching) watchSources();
} catch (error) {
  if (!stopping) {
    tell(error);
    stop(1);
  }
}

/** One sentence for what a person can mend, everything for the rest. */
function tell(error: unknown): void {
  const expected =
    error instanceof Error && ['CannotStart', 'NotToBeHad', 'BuildFailed'].includes(error.constructor.name);
  console.error(`\n${expected ? error.message : error instanceof Error ? error.stack : String(error)}`);
}
function fail(error: unknown): never {
  tell(error);
  process.exit(1);
}

function watchSources(): void {
  let pending: NodeJS.Timeout | undefined;
  let busy = Promise.resolve();
  const changed = async () => {
    const from = performance.now();
    try {
      const { services } = await build();
      if (services) await product.restart();
      console.log(`Built${services ? ' and restarted' : ''} in ${((performance.now() - from) / 1000).toFixed(1)} s.`);
    } catch (error) {
      tell(error);
    }
  };
  for (const folder of ['apps', 'libs', 'tools']) {
    watchFolder(join(root, folder), { recursive: true }, (_event, name) => {
      if (!name || !/\.(tsx?|mts|css|html|svg|json)$/.test(name) || /\.spec\.tsx?$/.test(name)) return;
      clearTimeout(pending);
      pending = setTimeout(() => (busy = busy.then(changed)), 200);
    });
  }
}
