import { rounded, table } from './figures.ts';
import { type Customers, sender, theCustomers } from './load.ts';
import { type Bench, fresh, memoryOf, type RoundSettings, type Servers, settled, warmedUp } from './round.ts';
import type { count } from './watch.ts';

type There = Awaited<ReturnType<typeof count>>;

/** What is away in the outage. */
const away = ['conversations', 'routing'] as const;

/** As many texts as these customers write, as fast as the gateway takes them. */
async function take(bench: Bench, { connections }: RoundSettings, texts: number, customers: Customers) {
  const load = sender(bench.target, connections, customers);
  const answers = await load.closedLoop(texts);
  load.stop();
  return answers.filter(({ status }) => status === 200).length;
}

/** How long `work` takes until all of these are stored by conversations, and each of their customers was offered to somebody. */
async function timed(bench: Bench, before: There, texts: number, customers: Customers, work: () => Promise<unknown>) {
  const start = performance.now();
  await work();
  const there = await settled(bench, { texts: before.texts + texts, offers: before.offers + customers.count }, 1_200);
  return { seconds: (performance.now() - start) / 1000, there };
}

/**
 * An outage: conversations and routing are away while the gateway goes on taking texts, which wait in RabbitMQ and in its outbox. Then they
 * come back. Answers how many of the backlog a second go all the way, beside as many as do when everything is there and as much comes in
 * as is taken, and what each process had in memory at its highest.
 */
export async function drain(servers: Servers, settings: RoundSettings) {
  const { texts, customers } = settings;
  // as many texts of each customer in both
  const first: Customers = { ...theCustomers(0), count: Math.ceil(customers / 11) };
  const rest: Customers = { first: first.first + first.count, count: customers - first.count };
  const bench = await fresh(servers, settings);
  try {
    const warm = await warmedUp(bench, settings);
    const sample = Math.ceil(texts / 10);
    const saturated = await timed(bench, warm, sample, first, () => take(bench, settings, sample, first));

    const processes = away.map((service) => bench.product.of(service)[0]!);
    await Promise.all(processes.map((process) => process.stop()));
    const began = performance.now();
    const taken = await take(bench, settings, texts, rest);
    const takenSeconds = (performance.now() - began) / 1000;

    const drained = await timed(bench, saturated.there, texts, rest, () =>
      Promise.all(processes.map((process) => process.start())),
    );
    const [saturationPerS, drainedPerS] = [sample / saturated.seconds, texts / drained.seconds];
    const missing = saturated.there.texts + texts - drained.there.texts;
    return {
      texts,
      refused: texts - taken,
      takenPerS: rounded(texts / takenSeconds),
      saturationPerS: rounded(saturationPerS),
      drainedPerS: rounded(drainedPerS),
      ratio: rounded(drainedPerS / saturationPerS, 2),
      lost: Math.max(0, missing),
      doubled: Math.max(0, -missing),
      memoryMb: memoryOf(bench.product),
    };
  } finally {
    await bench.stop();
  }
}

/** The figures of `drain` as a person reads them. */
export const shownDrain = (result: Awaited<ReturnType<typeof drain>>): string =>
  [
    table(
      ['', 'texts/s'],
      [
        ['taken while conversations and routing were away', result.takenPerS],
        ['all the way, with everything there', result.saturationPerS],
        ['all the way, of the backlog', result.drainedPerS],
      ],
    ),
    `${result.texts} texts waited: ${result.ratio} of the saturation, refused ${result.refused}, lost ${result.lost}, doubled ${result.doubled}`,
    table(
      ['', 'memory MB', 'highest'],
      Object.entries(result.memoryMb).map(([name, { now, peak }]) => [name, now, peak]),
    ),
  ].join('\n');
