import { randomUUID } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { byItself } from './cause.ts';
import { pauseMs } from './company.ts';
import { isOutage, outcomeOf, reasonOf, Stopping } from './failure.ts';
import { Journal, SilentJournal } from './journal.ts';
import { BackOff } from './waiting.ts';

/** Does some work: true when there may be more at once, or when the next is due (milliseconds from now). */
export type Work = () => Promise<boolean | number>;

export interface LoopSettings {
  /** How often it works when nobody wakes it and nothing is known to be due: for what a lost call or a replica that died left behind. */
  readonly everyMs?: number;
  /** Woken while it works, it lets more come together before it works again. */
  readonly gathers?: boolean;
  /** When it has worked it lets so many milliseconds pass before it works again, whoever wakes it: for what may be late, so that more of it comes together. Not while there is more at once. */
  readonly restsMs?: number;
}

/** Whoever has work for a loop wakes it, and the loop knows when the next is due: looking besides is for accidents only. */
const usuallyEveryMs = 15_000;
/** Broken work that keeps failing for the same reason is reported again after this. */
const reportAgainMs = 60_000;

/**
 * Work that is repeated while there is some, woken by name and every so often; one run at a time. When it fails it
 * rests, up to 5 s, whoever wakes it meanwhile; an outage is reported once, and its end.
 */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private dueAt = Infinity;
  /** What was asked for while it ran. */
  private askedFor = Infinity;
  private running: Promise<void> | undefined;
  private started = false;
  private resting = false;
  private again = false;
  /** Until then what it is woken for comes together. */
  private restsUntil = 0;
  private failing: { readonly reason: string; readonly since: number; reportedAt: number } | undefined;
  private readonly backOff = new BackOff();

  constructor(
    readonly name: string,
    private readonly work: Work,
    private readonly everyMs: number,
    private readonly journal: Journal = new SilentJournal(),
    private readonly gathers = false,
    private readonly restsMs = 0,
  ) {}

  start(): void {
    this.started = true;
    this.wake();
  }

  async stop(): Promise<void> {
    this.started = false;
    this.again = false;
    clearTimeout(this.timer);
    await this.running;
  }

  wake(): void {
    if (!this.started || this.resting) return;
    this.again = true;
    if (this.running) return;
    const restsFor = this.restsUntil - performance.now();
    if (restsFor > 0) return this.plan(restsFor);
    clearTimeout(this.timer);
    this.dueAt = Infinity;
    this.running = byItself(() => this.run()).finally(() => {
      this.running = undefined;
      if (this.again && !this.resting) this.wake();
    });
  }

  /** Wakes it in so many milliseconds, unless it wakes earlier anyway. */
  wakeIn(ms: number): void {
    if (ms <= 0) return this.wake();
    if (!this.started || this.resting) return;
    if (this.running) this.askedFor = Math.min(this.askedFor, performance.now() + ms);
    else this.plan(ms);
  }

  /** What made it rest is over: it wakes at once. */
  refresh(): void {
    this.resting = false;
    this.wake();
  }

  /** Works until nothing is left; for tests. */
  async drain(): Promise<void> {
    while ((await byItself(this.work)) === true);
  }

  private async run(): Promise<void> {
    let next = this.everyMs;
    while (this.again && this.started) {
      this.again = false;
      const began = performance.now();
      try {
        const more = await this.work();
        this.recovered();
        if (this.again && this.gathers) await pass(pauseMs(performance.now() - began));
        if (more === true) {
          this.again = true;
          continue;
        }
        if (more !== false) next = Math.min(this.everyMs, Math.max(1, more));
        this.restsUntil = performance.now() + this.restsMs;
        if (this.restsMs > 0) break;
      } catch (error) {
        this.report(error);
        this.resting = true;
        next = this.backOff.next();
        break;
      }
    }
    if (this.started) this.plan(this.resting ? next : Math.min(next, this.askedFor - performance.now()));
    this.askedFor = Infinity;
  }

  private plan(ms: number): void {
    const dueAt = performance.now() + Math.max(0, ms);
    if (dueAt >= this.dueAt) return;
    clearTimeout(this.timer);
    this.dueAt = dueAt;
    this.timer = setTimeout(() => {
      this.resting = false;
      this.dueAt = Infinity;
      this.wake();
    }, ms);
  }

  private report(error: unknown): void {
    if (error instanceof Stopping || !this.started) return;
    const reason = isOutage(error) ? 'outage' : reasonOf(error);
    const now = performance.now();
    const known = this.failing?.reason === reason ? this.failing : undefined;
    if (known && (reason === 'outage' || now - known.reportedAt < reportAgainMs)) return;
    this.failing = { reason, since: known?.since ?? now, reportedAt: now };
    this.write(outcomeOf(error), 0, reasonOf(error));
  }

  private recovered(): void {
    if (!this.failing) return;
    const ms = performance.now() - this.failing.since;
    this.failing = undefined;
    this.backOff.reset();
    this.write('done', ms, `Works again after ${Math.round(ms / 1000)} s.`);
  }

  private write(outcome: 'outage' | 'unreadable' | 'refused' | 'broken' | 'done', ms: number, detail: string): void {
    this.journal.wrote({ door: 'loop', name: this.name, correlationId: randomUUID(), ms, outcome, detail });
  }
}

/** The loops of one service. They start when its process is up and stop before its database closes. */
export class Loops {
  private readonly all = new Map<string, Loop>();
  /** Nothing turns by itself: for tests, which turn the loops they mean. */
  still = false;

  constructor(
    private readonly schema: string = '',
    private readonly journal: Journal = new SilentJournal(),
  ) {}

  /** `work` does some of it and says whether there may be more at once, or in how many milliseconds. */
  add(name: string, work: Work, { everyMs = usuallyEveryMs, gathers, restsMs }: LoopSettings = {}): Loop {
    if (this.all.has(name)) throw new Error(`There are two loops called ${name}.`);
    const loop = new Loop([this.schema, name].filter(Boolean).join('.'), work, everyMs, this.journal, gathers, restsMs);
    this.all.set(name, loop);
    return loop;
  }

  get(name: string): Loop | undefined {
    return this.all.get(name);
  }

  start(): void {
    for (const loop of this.all.values()) loop.start();
  }

  /** Wakes every loop, also those that rest after a failure. */
  refresh(): void {
    for (const loop of this.all.values()) loop.refresh();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.all.values()].map((loop) => loop.stop()));
  }
}
