import type { Chance } from './chance.ts';
import { type Fault, type FaultRequest, type Occasion, strike, type Subject } from './domain/faults.ts';
import type { Log } from './log.ts';

/** The faults that are set, oldest first. */
export class Faults {
  private faults: readonly Fault[] = [];
  private last = 0;
  private readonly listeners = new Set<() => void>();

  private readonly chance: Chance;
  private readonly log: Log;

  constructor(chance: Chance, log: Log) {
    this.chance = chance;
    this.log = log;
  }

  all(): readonly Fault[] {
    return this.faults;
  }

  add(request: FaultRequest): Fault {
    const fault = { ...request, id: String(++this.last) };
    this.change([...this.faults, fault]);
    this.log.write({
      kind: 'fault',
      went: 'neither',
      sentence: `A fault is set: ${fault.kind}.`,
      ...(fault.account && { account: fault.account }),
      ...(fault.number && { number: fault.number }),
      ...(fault.customer && { customer: fault.customer }),
    });
    return fault;
  }

  /** False when there is no such fault, or it has struck for the last time. */
  remove(id: string): boolean {
    const left = this.faults.filter((fault) => fault.id !== id);
    const found = left.length < this.faults.length;
    if (found) {
      this.change(left);
      this.log.write({ kind: 'fault', went: 'neither', sentence: 'A fault is lifted.' });
    }
    return found;
  }

  clear(): void {
    this.change([]);
  }

  /** The faults that strike here; those whose number is used up are gone afterwards. */
  strike(occasion: Occasion, subject: Subject): readonly Fault[] {
    if (this.faults.length === 0) return [];
    const { struck, left } = strike(this.faults, occasion, subject, () => this.chance.next());
    if (left.length !== this.faults.length || left.some((fault, index) => fault !== this.faults[index]))
      this.change(left);
    return struck;
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private change(faults: readonly Fault[]): void {
    this.faults = faults;
    for (const listener of this.listeners) listener();
  }
}
