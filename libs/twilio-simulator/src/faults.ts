import type { Chance } from './chance.ts';
import { type Fault, type FaultRequest, type Occasion, strike, type Subject } from './domain/faults.ts';
import type { Log } from './log.ts';
import { spoken } from './spoken.ts';

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
      sentence: told(fault),
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

const effects: Record<Fault['kind'], (fault: Fault) => string> = {
  refuse: (fault) => `requests are refused with ${'code' in fault ? fault.code : ''}`,
  reset: () => 'connections are reset',
  'server-error': () => 'accepted texts are answered with 500',
  hang: () => 'answers hang',
  outcome: (fault) => ('status' in fault ? `texts end as ${fault.status}${fault.code ? `, ${fault.code},` : ''}` : ''),
  slow: () => 'texts are slow',
  'callback-first': () => 'reports come before the answer',
  'callback-twice': () => 'reports come twice',
  'callback-missing': () => 'no reports come',
  'callback-out-of-order': () => 'reports come out of order',
  'webhook-at-once': () => 'webhooks come several times at once',
  'webhook-again': () => 'webhooks come once more, later',
  'webhook-missing': () => 'no webhooks are made',
  'extra-parameters': () => 'unknown and blank parameters are sent',
  'bad-signature': () => 'signatures are wrong',
  'media-late': () => 'pictures are there late',
  'part-missing': () => 'parts of texts are missing',
  'body-encoded': () => 'words of texts come as base64',
  'media-elsewhere': () => 'pictures are sent on to elsewhere',
  'list-late': () => 'the message list shows texts late',
  'list-by-day': () => 'the message list knows days only',
};

/** A fault as a sentence: what happens from now on, for whom, how often. */
function told(fault: Fault): string {
  const whom = fault.customer ?? fault.number ?? fault.account;
  const often = [
    fault.next === undefined ? '' : fault.next === 1 ? ', once' : `, ${fault.next} times`,
    fault.chance === undefined ? '' : `, in ${Math.round(fault.chance * 100)} of 100 cases`,
  ].join('');
  return `From now on ${effects[fault.kind](fault)}${whom ? ` for ${spoken(whom)}` : ''}${often}.`;
}
