import { randomUUID } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { costPercent, median, type Pair, percentile, rounded, table } from './figures.ts';
import { atRate } from './load.ts';
import { type RoutingAlone, routingAlone, type RoutingSettings } from './routing-alone.ts';
import type { Servers } from './round.ts';

export type { RoutingSettings } from './routing-alone.ts';

/** What an assignment takes with so much waiting. */
interface AtSize {
  readonly waiting: number;
  /** From a free place to the offer, one place after the other. */
  readonly oneMs: { readonly p50: number; readonly p99: number };
  /** Of many places that are free at once, for each offer. */
  readonly manyMs: number;
}

/** So often what explanations cost is measured with and without, at least: each measurement is short. */
const fewestPairs = 7;

/** How often one place becomes free. */
const places = 60;
/** Places of each agent that are free at once. */
const atOnce = 2;

/** Places, offers and how fast, with so many processes of routing. */
interface WithReplicas {
  readonly replicas: number;
  readonly places: number;
  readonly offersPerS: number;
  /** Items with more than one offer that stands. */
  readonly doubled: number;
  readonly overburdened: number;
}

/** From waiting work to the offers of it, with routing's processes alone, on real PostgreSQL and RabbitMQ. */
export async function routing(servers: Servers, settings: RoutingSettings) {
  const ofOne = await inOneProcess(servers, settings);
  const replicas: WithReplicas[] = [];
  for (const count of [1, 3]) replicas.push(await withReplicas(servers, settings, count));
  return { ...ofOne, replicas };
}

async function withReplicas(servers: Servers, settings: RoutingSettings, replicas: number): Promise<WithReplicas> {
  settings.say(`replicas: ${replicas}`);
  const bench = await routingAlone(servers, { ...settings, replicas });
  try {
    const backlog = Math.min(settings.backlog, Math.max(...settings.waiting));
    const rates: number[] = [];
    let [doubled, overburdened] = [0, 0];
    for (let round = 0; round < settings.rounds; round += 1) {
      rates.push(1000 / (await many(bench, backlog)).ms);
      const tally = await bench.tally();
      doubled += tally.offers - tally.items;
      overburdened += tally.overburdened;
    }
    const places = bench.placesFor(backlog, atOnce);
    return { replicas, places, offersPerS: rounded(median(rates)), doubled, overburdened };
  } finally {
    await bench.stop();
  }
}

async function inOneProcess(servers: Servers, settings: RoutingSettings) {
  const bench = await routingAlone(servers, settings);
  const { say } = settings;
  try {
    const byAge: AtSize[] = [];
    for (const waiting of settings.waiting) {
      say(`${waiting} waiting, by age`);
      byAge.push(await atSize(bench, waiting));
    }
    const backlog = Math.min(settings.backlog, Math.max(...settings.waiting));
    say(`${settings.rate} arrivals a second beside ${backlog} that nobody can take`);
    const arrivals = await arrive(bench, settings, backlog);
    say('a presence change');
    const presence = await presenceChange(bench, backlog);
    const explain = await explaining(bench, settings, backlog);
    await bench.giveOwnOrders();
    const byOwnOrder: AtSize[] = [];
    for (const waiting of settings.waiting) {
      say(`${waiting} waiting, in an order of the queues' own`);
      byOwnOrder.push(await atSize(bench, waiting));
    }
    return {
      byAge,
      byOwnOrder,
      arrivals: { beside: backlog, ...arrivals },
      presence,
      explain,
    };
  } finally {
    await bench.stop();
  }
}

/** What it costs to tell why: offers a second with it and without, in turn, and the CPU seconds of routing and PostgreSQL for them. */
async function explaining(bench: RoutingAlone, { rounds, say }: RoutingSettings, backlog: number) {
  const all: Record<'on' | 'off', Taken[]> = { on: [], off: [] };
  const pairs = Math.max(rounds, fewestPairs);
  for (let pair = 0; pair < pairs; pair += 1)
    for (const explain of pair % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
      say(`explain is ${explain} (${pair + 1} of ${pairs})`);
      await bench.explain(explain === 'on');
      all[explain].push(await many(bench, backlog));
    }
  await bench.explain(true);
  const compared = (of: keyof Taken): Pair[] =>
    all.on.map((taken, pair) => ({ with: taken[of], without: all.off[pair]![of] }));
  const [on, off] = [all.on, all.off].map((taken) => 1000 / median(taken.map(({ ms }) => ms)));
  return {
    pairs,
    onPerS: rounded(on!),
    offPerS: rounded(off!),
    costsPercent: costPercent(compared('ms')),
    costsCpuPercent: costPercent(compared('cpuMs')),
  };
}

/** The same as a person reads it. */
export function shownRouting(figures: Awaited<ReturnType<typeof routing>>) {
  const { byAge, byOwnOrder, arrivals, presence, explain, replicas } = figures;
  const rows = (all: readonly AtSize[], how: string) =>
    all.map(({ waiting, oneMs, manyMs }) => [`${waiting} waiting, ${how}`, oneMs.p50, oneMs.p99, manyMs]);
  const { rate, beside, toOfferMs, offered, of } = arrivals;
  return [
    table(
      ['', 'one place p50 ms', 'p99 ms', 'many at once, ms each'],
      [...rows(byAge, 'by age'), ...rows(byOwnOrder, 'in an order of its own')],
    ),
    `${rate} arrivals a second beside ${beside} waiting: to the offer p50 ${toOfferMs.p50} ms, p99 ${toOfferMs.p99} ms, ${offered} of ${of} offered`,
    `a presence change: ${presence.backlog} offers in ${presence.seconds} s, ${presence.offersPerS} a second`,
    `explain: ${explain.onPerS} offers a second with it, ${explain.offPerS} without, it costs ${explain.costsPercent} % of the time and ${explain.costsCpuPercent} % of the CPU (median of ${explain.pairs} pairs)`,
    ...replicas.map(
      ({ replicas: count, places, offersPerS, doubled, overburdened }) =>
        `replicas: ${count}: all ${places} places filled, ${offersPerS} offers a second, ${doubled} doubled, ${overburdened} agents overburdened`,
    ),
  ].join('\n');
}

async function atSize(bench: RoutingAlone, waiting: number): Promise<AtSize> {
  await bench.fill(waiting);
  const figures: number[] = [];
  const agents = bench.agents.slice(0, Math.min(places, Math.floor(waiting / 2)));
  for (const [n, agent] of agents.entries()) {
    const before = bench.offers();
    const start = performance.now();
    await bench.wake(`UPDATE routing.agent SET capacity_total = capacity_used + 1 WHERE id = $1`, [agent]);
    const at = await bench.offered(before + 1);
    // the first ones wake the process up
    if (n >= agents.length / 5) figures.push(at - start);
  }
  const spread = { p50: rounded(percentile(figures, 0.5), 1), p99: rounded(percentile(figures, 0.99), 1) };
  return { waiting, oneMs: spread, manyMs: rounded((await many(bench, waiting)).ms, 2) };
}

/** What each offer took: milliseconds from the first, and of CPU. */
interface Taken {
  readonly ms: number;
  readonly cpuMs: number;
}

/** What each offer takes where all agents are free at once. */
async function many(bench: RoutingAlone, waiting: number): Promise<Taken> {
  await bench.fill(waiting);
  const before = bench.offers();
  const start = performance.now();
  const cpuBefore = bench.cpuSeconds();
  await bench.wake(`UPDATE routing.agent SET capacity_total = $1`, [atOnce]);
  const count = bench.placesFor(waiting, atOnce);
  const last = await bench.offered(before + count);
  return { ms: (last - start) / count, cpuMs: ((bench.cpuSeconds() - cpuBefore) * 1000) / count };
}

/** New work is offered to who is free, beside a backlog that nobody has the skill for. */
async function arrive(bench: RoutingAlone, { rate, seconds }: RoutingSettings, backlog: number) {
  await bench.fill(backlog);
  await bench.sql(`UPDATE routing.work_item SET need = 'skill:nobody', skills = $1 WHERE status = 'waiting'`, [
    JSON.stringify([{ skillId: randomUUID(), rating: 1, level: 1 }]),
  ]);
  await bench.sql(`UPDATE routing.distribution SET capacity_units = 0, skill_matching = 'exact'`);
  await bench.wake(`UPDATE routing.agent SET capacity_total = 1`);
  const run = async (total: number) => {
    const sent = await atRate(rate, total, async (index, due) => [await bench.conversationReady(index), due] as const);
    const deadline = performance.now() + 30_000;
    while (sent.some(([id]) => !bench.offeredAt(id)) && performance.now() < deadline) await pass(20);
    return sent.map(([id, due]) => (bench.offeredAt(id) ?? Infinity) - due);
  };
  await run(rate * 2);
  const waits = await run(rate * seconds);
  await bench.sql(`UPDATE routing.distribution SET capacity_units = 1, skill_matching = 'none'`);
  return {
    rate,
    offered: waits.filter(Number.isFinite).length,
    of: waits.length,
    toOfferMs: { p50: rounded(percentile(waits, 0.5), 1), p99: rounded(percentile(waits, 0.99), 1) },
  };
}

/** One agent with room for all of it comes back to a backlog. */
async function presenceChange(bench: RoutingAlone, backlog: number) {
  await bench.fill(backlog);
  const choose = await bench.everyQueueTo(0);
  await choose('away');
  await bench.sql(`UPDATE routing.agent SET capacity_total = $1 WHERE id = $2`, [backlog * 2, bench.agents[0]]);
  const before = bench.offers();
  const start = performance.now();
  await choose('available');
  const seconds = ((await bench.offered(before + backlog)) - start) / 1000;
  return { backlog, seconds: rounded(seconds, 2), offersPerS: rounded(backlog / seconds) };
}
