import { type AgentId, type NumberOrPseudonym, Refusal } from '#contracts';

/** `pending`: somebody reported it and nobody has decided; `clear`: looked at, and not blocked (any more). */
export type BlockingState = 'pending' | 'blocked' | 'clear';

/** A customer's number that was reported or blocked (product.md 31). */
export interface BlockedNumber {
  readonly number: NumberOrPseudonym;
  readonly state: BlockingState;
  /** Reports since it was last decided about. */
  readonly reports: number;
  /** Of the latest decision. */
  readonly comment: string;
  readonly changedById: AgentId | null;
  /** Null: by itself, after so many reports. */
  readonly changedByName: string | null;
  readonly changedAt: Date;
}

/** One thing that happened to it; never changed. */
export interface BlockingEntry {
  readonly id: string;
  readonly number: NumberOrPseudonym;
  readonly kind: 'reported' | 'blocked' | 'blocked-by-reports' | 'unblocked';
  readonly comment: string;
  readonly actorId: AgentId | null;
  readonly actorName: string | null;
  readonly at: Date;
}

/** Whether reports block a number by themselves, and how many do. */
export interface BlockingSettings {
  readonly version: number;
  readonly autoBlock: boolean;
  readonly reportsToBlock: number;
}

export const standardBlocking: BlockingSettings = { version: 0, autoBlock: false, reportsToBlock: 2 };

/** Who acts. */
export interface Actor {
  readonly agentId: AgentId;
  readonly name: string;
}

const unknown = (number: NumberOrPseudonym, now: Date): BlockedNumber => ({
  number,
  state: 'clear',
  reports: 0,
  comment: '',
  changedById: null,
  changedByName: null,
  changedAt: now,
});

/** Somebody reports a number: it waits for review, or is blocked when enough did. A blocked one stays so, and the report is counted. */
export function report(
  before: BlockedNumber | null,
  number: NumberOrPseudonym,
  settings: BlockingSettings,
  now: Date,
): { after: BlockedNumber; blocksItself: boolean } {
  const from = before ?? unknown(number, now);
  const reports = from.reports + 1;
  if (from.state === 'blocked') return { after: { ...from, reports }, blocksItself: false };
  const blocksItself = settings.autoBlock && reports >= settings.reportsToBlock;
  const changed = { changedById: null, changedByName: null, changedAt: now };
  return blocksItself
    ? { after: { ...from, ...changed, state: 'blocked', reports, comment: '' }, blocksItself }
    : {
        after: from.state === 'pending' ? { ...from, reports } : { ...from, ...changed, state: 'pending', reports },
        blocksItself,
      };
}

/** An administrator blocks it. Null where it is blocked already. */
export const block = (
  before: BlockedNumber | null,
  number: NumberOrPseudonym,
  by: Actor,
  comment: string,
  now: Date,
): BlockedNumber | null => (before?.state === 'blocked' ? null : decided(before, number, 'blocked', by, comment, now));

/** An administrator lets it through again, or finds its reports unfounded. Null where there is nothing to undo. */
export function unblock(before: BlockedNumber | null, by: Actor, comment: string, now: Date): BlockedNumber | null {
  if (!before) throw new Refusal('blocked-number-not-found', 'Nobody reported or blocked this number.');
  return before.state === 'clear' ? null : decided(before, before.number, 'clear', by, comment, now);
}

const decided = (
  before: BlockedNumber | null,
  number: NumberOrPseudonym,
  state: BlockingState,
  { agentId, name }: Actor,
  comment: string,
  now: Date,
): BlockedNumber => ({
  ...(before ?? unknown(number, now)),
  state,
  comment,
  reports: state === 'clear' ? 0 : (before?.reports ?? 0),
  changedById: agentId,
  changedByName: name,
  changedAt: now,
});
