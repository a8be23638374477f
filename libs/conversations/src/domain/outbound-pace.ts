import type { OutboundOrder, OutboundThrottle } from '#contracts';

/** How busy those are who answer what a run brings in. */
export interface Load {
  /** How long those have waited on average who wait for somebody on the run's workstream. */
  readonly averageWaitMinutes: number;
  /** How many of the run's customers came to people within the last hour, and how many of them wait for somebody now. */
  readonly escalations: number;
  readonly openEscalations: number;
}

export const idle: Load = { averageWaitMinutes: 0, escalations: 0, openEscalations: 0 };

const measure: Record<OutboundThrottle['when'], (load: Load) => number> = {
  'average-wait-minutes': ({ averageWaitMinutes }) => averageWaitMinutes,
  escalations: ({ escalations }) => escalations,
  'open-escalations': ({ openEscalations }) => openEscalations,
};

/** How many texts a minute may leave at the moment: the pace, less what the strongest rule that counts leaves out (product.md 29.2). */
export function paceNow(perMinute: number, rules: readonly OutboundThrottle[], load: Load): number {
  const counting = rules.filter(({ when, above }) => measure[when](load) > above);
  const percent = Math.max(0, ...counting.map(({ reduceBy }) => reduceBy));
  return Math.floor((perMinute * (100 - percent)) / 100);
}

/** What of a run left within the last minute. */
export interface Lately {
  readonly texts: number;
  readonly last: Date | null;
}

/** Nothing of a run that was slowed down to nothing leaves; then it is looked again. */
const heldMs = 15_000;
/** As many as five seconds bring may leave at once. */
const burstMs = 5000;

/**
 * How many texts may leave now, and when more may: never more than the pace in any minute, evenly; what was not used is not saved up beyond a
 * few seconds.
 */
export function allowedNow(
  perMinute: number,
  { texts, last }: Lately,
  now: Date,
): { readonly texts: number; readonly again: Date } {
  const later = (ms: number) => new Date(now.getTime() + ms);
  if (perMinute === 0) return { texts: 0, again: later(heldMs) };
  const everyMs = 60_000 / perMinute;
  const sinceMs = last ? Math.max(0, now.getTime() - last.getTime()) : Infinity;
  const burst = Math.max(1, Math.floor(burstMs / everyMs));
  const due = Math.min(burst, Math.floor(sinceMs / everyMs));
  const allowed = Math.max(0, Math.min(due, perMinute - texts));
  return { texts: allowed, again: later(Math.max(1000, allowed > 0 ? everyMs : everyMs - sinceMs)) };
}

/** Runs that are written in an order of their own, or slowed down, are not planned ahead: when a text may leave it is seen whose turn it is. */
export const isTakenInTurn = ({
  order,
  throttle,
}: {
  readonly order: OutboundOrder;
  readonly throttle: readonly OutboundThrottle[];
}): boolean => order !== 'fifo' || throttle.length > 0;

/** Whose turn comes first: the smaller goes before. `nth` is the place among those who are named at the same moment. */
export function turnOf(
  order: OutboundOrder,
  { orderBy, notBefore }: { readonly orderBy: number | null; readonly notBefore: Date },
  { now, nth }: { readonly now: Date; readonly nth: number },
): number {
  const named = now.getTime() + nth / 1000;
  switch (order) {
    case 'fifo':
      return named;
    case 'lifo':
      return -named;
    case 'earliest-scheduled':
      return notBefore.getTime();
    case 'custom-ascending':
      return orderBy ?? 0;
    case 'custom-descending':
      return -(orderBy ?? 0);
  }
}

/** What a run says of when its texts leave. */
export interface Planning {
  readonly order: OutboundOrder;
  readonly throttle: readonly OutboundThrottle[];
  readonly textsPerMinute: number | null;
}

/** When somebody is to be written to, as far as it is said. */
interface Timed {
  readonly orderBy: number | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
}

/**
 * What is wrong with a contact in such a run: no place in an order of its own, a time of its own where texts are planned one after the other, or one
 * that ends before it begins.
 */
export function whatIsUnplanned(run: Planning, contact: Timed): { field: string; message: string }[] {
  const isPlanned = run.textsPerMinute !== null && !isTakenInTurn(run);
  const isUnplaced = run.order.startsWith('custom') && contact.orderBy === null;
  const [from, until] = [contact.notBefore, contact.notAfter].map((at) => (at === null ? null : new Date(at)));
  const wrong = (is: boolean, field: string, message: string) => (is ? [{ field, message }] : []);
  return [
    ...wrong(isUnplaced, 'orderBy', 'is required by the order of the run'),
    ...wrong(isPlanned && !!from, 'notBefore', 'needs a run without a pace, or in the order earliest-scheduled'),
    ...wrong(!!from && !!until && until <= from, 'notAfter', 'must be after notBefore'),
  ];
}
