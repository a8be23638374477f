import type { Envelope, EventContract, LiveAudience, LiveFrame } from '#contracts';
import type { EntityManager } from 'typeorm';
import { envelopeOf } from './broker.ts';
import { newId } from './new-id.ts';
import type { Planned, TimerContract } from './timers.ts';
import { cancelTimers, scheduleTimers } from './timers.ts';

/** Why this work is being done: a request, or an earlier event. */
export interface Cause {
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** A frame of the live view and who may see it. */
export interface Shown {
  readonly audience: LiveAudience;
  readonly frame: LiveFrame;
}

/** What the transaction leaves behind besides rows. */
export interface Aftermath {
  readonly events: Envelope[];
  readonly shown: Shown[];
  readonly woken: Set<string>;
  /** Loops of this process only. */
  readonly wokenHere: Set<string>;
  /** When each timer it planned is due, in milliseconds of the epoch; Infinity: cancelled. */
  readonly timers: Map<string, number>;
  /** The timers that fire in it and have not been planned anew, each with the plan that it fires by. */
  readonly firing: Map<string, string>;
}
export const nothingYet = (): Aftermath => ({
  events: [],
  shown: [],
  woken: new Set(),
  wokenHere: new Set(),
  timers: new Map(),
  firing: new Map(),
});

/** One unit of work: what it stores and what it publishes happen together or not at all. */
export class Transaction {
  constructor(
    readonly manager: EntityManager,
    readonly cause: Cause,
    /** The database's clock, when the work began. */
    readonly now: Date,
    /** @internal */
    readonly aftermath: Aftermath = nothingYet(),
  ) {}

  /** The same unit of work, done because of this event. */
  causedBy({ correlationId, id }: Envelope): Transaction {
    return new Transaction(this.manager, { correlationId, causationId: id }, this.now, this.aftermath);
  }

  /** The same unit of work, done for this reason: one of several requests that share the transaction. */
  withCause(cause: Cause): Transaction {
    return new Transaction(this.manager, cause, this.now, this.aftermath);
  }

  /** A new id that sorts by time (UUID v7). */
  newId(): string {
    return newId();
  }

  /** Says a fact. It leaves when, and only if, this transaction commits. */
  publish<Data>(contract: EventContract<Data>, data: Data): void {
    this.aftermath.events.push(envelopeOf(contract, data, this.now, this.cause));
  }

  /** Shows a changed record to the people who may see it, after commit. Never the only way to learn of it. */
  show(audience: LiveAudience, frame: LiveFrame): void {
    this.aftermath.shown.push({ audience, frame });
  }

  /** Wakes the loop of this name in every replica of this service, after commit. */
  wake(loop: string): void {
    this.aftermath.woken.add(loop);
  }

  /**
   * Wakes the loop of this name in this process alone, after commit. For work that is made all the time and may be late when this process dies:
   * a call to all replicas (NOTIFY) lets commits wait for one another.
   */
  wakeHere(loop: string): void {
    this.aftermath.wokenHere.add(loop);
  }

  /** Plans what has to happen at a time. One timer for each kind and subject: planning again moves it. */
  schedule<Data>(timer: TimerContract<Data>, subject: string, dueAt: Date, data: Data): Promise<void> {
    return scheduleTimers(this, timer, [{ subject, dueAt, data }]);
  }

  /** Plans the same for many subjects in one statement; no subject may be named twice. */
  async scheduleAll<Data>(timer: TimerContract<Data>, planned: readonly Planned<Data>[]): Promise<void> {
    if (planned.length > 0) await scheduleTimers(this, timer, planned);
  }

  cancel(timer: TimerContract<never>, subject: string): Promise<void> {
    return cancelTimers(this, timer, [subject]);
  }

  /** Cancels the same of many subjects in one statement. */
  async cancelAll(timer: TimerContract<never>, subjects: readonly string[]): Promise<void> {
    if (subjects.length > 0) await cancelTimers(this, timer, subjects);
  }
}
