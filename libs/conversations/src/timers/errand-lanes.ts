import { Database, isOutage, ladder, type Loops, type Transaction } from '#event-bus';
import { Logger } from '@nestjs/common';
import { OutsideFailure } from '#outside';
import { errands, loopOf, type Taken } from '../storage/errands.ts';
import { Answering } from './answering.ts';

/** What is asked outside, and what becomes of the answer. */
export interface ErrandContract<Request, Answer> {
  readonly kind: string;
  /** How many are asked at the same time in one process. */
  readonly lanes: number;
  /** After this nobody waits for an answer any more, in milliseconds: another replica asks again. */
  readonly leaseMs: number;
  /** Reads what to ask, for all of these together. For whom it says nothing there is nothing to ask any more. */
  prepare(tx: Transaction, subjects: readonly string[]): Promise<ReadonlyMap<string, Request>>;
  /** Who is asked: whoever lets everybody wait is hardly asked any more. Left out, or undefined: nobody outside. */
  target?(request: Request): string | undefined;
  /** Asks, with no transaction open. */
  ask(request: Request): Promise<Answer>;
  /** Writes the answer down. */
  record(tx: Transaction, subject: string, request: Request, answer: Answer): Promise<void>;
  /** Writes down that asking failed, for the so-manieth time; answers when to try again, null: never. */
  failed(tx: Transaction, subject: string, request: Request, error: unknown, failures: number): Promise<Date | null>;
}

/**
 * Runs errands of one kind: first it was written down that somebody is asked, now they are asked, then their answer is written down (house:
 * the world outside is asked between two transactions). A crash midway leaves an errand that is due again.
 */
export class ErrandLanes<Request, Answer> {
  private readonly log: Logger;
  private readonly underWay = new Set<Promise<void>>();
  private readonly answering = new Answering();
  private closing = false;

  constructor(
    private readonly database: Database,
    private readonly loops: Loops,
    private readonly contract: ErrandContract<Request, Answer>,
  ) {
    this.log = new Logger(`conversations.${loopOf(contract.kind)}`);
    loops.add(loopOf(contract.kind), () => this.fillLanes());
  }

  /** True when there may be more for lanes that are free, else in how many milliseconds the next is due. */
  private async fillLanes(): Promise<boolean | number> {
    const free = this.contract.lanes - this.underWay.size;
    if (this.closing || free <= 0) return false;
    const next = await this.begin(free).catch(async (error: unknown) => {
      if (!(error instanceof Unprepared)) throw error;
      // one of them holds up the others: each for itself
      for (let n = 0; n < free; n += 1) if ((await this.beginOne()) === null) return null;
      return this.database.now();
    });
    if (next === null) return false;
    const wait = next.getTime() - this.database.now().getTime();
    return wait <= 0 ? true : wait;
  }

  /** Takes some and sets them off; answers when the next is due. */
  private async begin(limit: number): Promise<Date | null> {
    const { kind, leaseMs } = this.contract;
    const { ready, next } = await this.database.transact(async (tx) => {
      const taken = await errands(tx).take(kind, limit, new Date(tx.now.getTime() + leaseMs));
      if (taken.length === 0) return { ready: [], next: await errands(tx).nextDue(kind) };
      const subjects = taken.map(({ subject }) => subject);
      const requests = await this.contract.prepare(tx, subjects).catch((error: unknown) => {
        throw isOutage(error) ? error : new Unprepared(taken, error);
      });
      const [wanted, others] = [true, false].map((is) => taken.filter(({ subject }) => requests.has(subject) === is));
      for (const one of others!) await errands(tx).done(kind, one);
      return { ready: wanted!.map((one) => ({ taken: one, request: requests.get(one.subject)! })), next: tx.now };
    });
    for (const one of ready) this.setOff(one.taken, one.request);
    return next;
  }

  /** One that cannot be prepared waits longer each time, and is given up after the last. */
  private async beginOne(): Promise<Date | null> {
    try {
      return await this.begin(1);
    } catch (error) {
      if (!(error instanceof Unprepared)) throw error;
      const [taken] = error.taken;
      // that it was taken was taken back with the transaction
      await this.setBack({ ...taken!, attempt: taken!.attempt - 1 }, error.cause);
      return this.database.now();
    }
  }

  private setOff(taken: Taken, request: Request): void {
    const journey = this.run(taken, request)
      .catch((error: unknown) => this.log.error(`An answer could not be written down: ${nameOf(error)}`))
      .finally(() => {
        this.underWay.delete(journey);
        this.loops.get(loopOf(this.contract.kind))?.wake();
      });
    this.underWay.add(journey);
  }

  private async ask(request: Request): Promise<Answer> {
    const target = this.contract.target?.(request);
    if (target === undefined) return this.contract.ask(request);
    if (!this.answering.begin(target)) throw new OutsideFailure('time-out', 'It answers nobody in time at the moment.');
    let isSilent = false;
    try {
      return await this.contract.ask(request);
    } catch (error) {
      isSilent = error instanceof OutsideFailure && error.kind === 'time-out';
      throw error;
    } finally {
      this.answering.end(target, { isSilent });
    }
  }

  private async run(taken: Taken, request: Request): Promise<void> {
    const { kind } = this.contract;
    const because = { correlationId: taken.correlationId, causationId: null };
    const asked = this.ask(request);
    const outcome = await asked.then(
      (answer) => ({ answer, isThere: true as const }),
      (error: unknown) => ({ error, isThere: false as const }),
    );
    const fail = (error: unknown) =>
      this.database
        .transact((tx) => this.recordFailure(tx, taken, request, error), because)
        .catch(unlessLate)
        .catch(async (broken: unknown) => {
          if (isOutage(broken)) throw broken;
          await this.setBack(taken, broken);
        });
    if (!outcome.isThere) return fail(outcome.error);
    await this.database
      .transact(async (tx) => {
        if (await errands(tx).done(kind, taken)) await this.contract.record(tx, taken.subject, request, outcome.answer);
      }, because)
      .catch((error: unknown) => {
        if (isOutage(error)) throw error;
        // asked again it would answer the same: nobody waits for that
        this.log.error(`An answer could not be written down: ${nameOf(error)}`);
        return fail(error);
      });
  }

  private async recordFailure(tx: Transaction, taken: Taken, request: Request, error: unknown): Promise<void> {
    const { kind } = this.contract;
    const at = await this.contract.failed(tx, taken.subject, request, error, taken.failures + 1);
    const isOurs = at ? await errands(tx).again(kind, taken, at) : await errands(tx).done(kind, taken);
    if (!isOurs) throw new Late();
  }

  /** What is broken about an errand is ours: it is tried again later each time, and stays undone after the last. */
  private async setBack(taken: Taken, error: unknown): Promise<void> {
    const { kind } = this.contract;
    const wait = ladder[taken.failures];
    const then = wait === undefined ? 'It is not tried again.' : `It is tried again in ${wait / 1000} s.`;
    this.log.error(`An errand of ${taken.subject} is broken: ${nameOf(error)}. ${then}`);
    await this.database.transact(async (tx) => {
      await errands(tx).again(kind, taken, wait === undefined ? null : new Date(tx.now.getTime() + wait));
    });
  }

  /** Resolves when nobody is being asked. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Nobody new is asked; who was asked is waited for. */
  close(): Promise<void> {
    this.closing = true;
    return this.settled();
  }
}

/** What to ask for these could not be read. */
class Unprepared extends Error {
  /** By which the database asks to run the transaction again. */
  readonly code: unknown;
  constructor(
    readonly taken: readonly Taken[],
    override readonly cause: unknown,
  ) {
    super('What to ask could not be read.');
    this.code = (cause as { code?: unknown } | null)?.code;
  }
}

/** Somebody else has taken the errand since: what this attempt wanted to write down is taken back. */
class Late extends Error {}

function unlessLate(error: unknown): void {
  if (!(error instanceof Late)) throw error;
}

const nameOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
