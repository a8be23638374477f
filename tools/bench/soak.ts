import { median, rounded, table } from './figures.ts';
import { sender, theCustomers } from './load.ts';
import { type Bench, fresh, memoryOf, type RoundSettings, type Servers, settled, spread, warmedUp } from './round.ts';

/** Resident memory of each process in MB, by name. */
type Memory = Readonly<Record<string, number>>;

const residentOf = ({ product }: Bench): Memory =>
  Object.fromEntries(Object.entries(memoryOf(product)).map(([name, { now }]) => [name, now]));

/** Looks at the memory of each process every second until told to end. Answers the middle figure of each of so many equal parts. */
function watchMemory(bench: Bench, parts: number, seconds: number) {
  const looks: { readonly at: number; readonly memory: Memory }[] = [];
  const start = performance.now();
  const look = () => looks.push({ at: (performance.now() - start) / 1000, memory: residentOf(bench) });
  look();
  const timer = setInterval(look, Math.min(1000, (seconds * 1000) / parts / 4));
  return () => {
    clearInterval(timer);
    return Array.from({ length: parts }, (_, part): Memory => {
      const inPart = looks.filter(({ at }) => Math.min(parts - 1, Math.floor((at * parts) / seconds)) === part);
      const names = Object.keys(looks[0]!.memory);
      return Object.fromEntries(names.map((name) => [name, median(inPart.map(({ memory }) => memory[name]!))]));
    });
  };
}

/**
 * Texts at a fixed rate for long: what each process has in memory minute by minute, and how much more in the last one than in the second,
 * which is when it is warm. A run of less than three minutes has three parts instead.
 */
export async function soak(servers: Servers, settings: RoundSettings) {
  const { rate, seconds, customers } = settings;
  const parts = Math.max(3, Math.round(seconds / 60));
  const bench = await fresh(servers, settings);
  try {
    const before = await warmedUp(bench, settings);
    const load = sender(bench.target, 256, theCustomers(customers));
    const parted = watchMemory(bench, parts, seconds);
    const answers = await load.openLoop(rate, seconds);
    const memoryMb = parted();
    load.stop();
    const there = await settled(bench, { texts: before.texts + answers.length, offers: before.offers }, 600);
    return {
      rate,
      seconds,
      webhookMs: spread(answers.map(({ latency }) => latency)),
      refused: answers.filter(({ status }) => status !== 200).length,
      lost: before.texts + answers.length - there.texts,
      memoryMb,
      /** Per cent by which the last part is above the second. */
      growth: Object.fromEntries(
        Object.entries(memoryMb.at(-1)!).map(([name, last]) => [
          name,
          rounded((last / memoryMb[1]![name]! - 1) * 100, 1),
        ]),
      ),
    };
  } finally {
    await bench.stop();
  }
}

/** The figures of `soak` as a person reads them. */
export function shownSoak({
  rate,
  seconds,
  webhookMs,
  refused,
  lost,
  memoryMb,
  growth,
}: Awaited<ReturnType<typeof soak>>): string {
  const isMinutes = memoryMb.length === Math.round(seconds / 60);
  const rows = Object.entries(growth).map(([name, percent]) => [
    name,
    ...memoryMb.map((memory) => memory[name]!),
    `${percent} %`,
  ]);
  return [
    table(
      [
        `memory in MB, ${isMinutes ? 'minute' : 'part'}`,
        ...memoryMb.map((_, part) => String(part + 1)),
        'last above 2nd',
      ],
      rows,
    ),
    `at ${rate}/s for ${seconds} s: webhook p50 ${webhookMs.p50} ms, p99 ${webhookMs.p99} ms, refused ${refused}, lost ${lost}`,
  ].join('\n');
}
