import { useSyncExternalStore } from 'react';

/** What a supervisor keeps an eye on; seconds for the wait, percent for the shares. */
export type Measure = 'waiting' | 'longest' | 'serviceLevel' | 'abandoned';
export interface Levels {
  readonly risk: number;
  readonly critical: number;
}
export type Thresholds = Readonly<Record<Measure, Levels>>;
export type Standing = 'normal' | 'risk' | 'critical';

export const measures: readonly Measure[] = ['waiting', 'longest', 'serviceLevel', 'abandoned'];
/** Of these less is worse. */
export const fallsShort = (measure: Measure): boolean => measure === 'serviceLevel';

export const usualThresholds: Thresholds = {
  waiting: { risk: 10, critical: 25 },
  longest: { risk: 300, critical: 600 },
  serviceLevel: { risk: 80, critical: 60 },
  abandoned: { risk: 5, critical: 10 },
};

/** Where a figure stands (product.md 37); one that is not known is as it should be. */
export function standingOf(measure: Measure, value: number | null, thresholds: Thresholds): Standing {
  if (value === null) return 'normal';
  const { risk, critical } = thresholds[measure];
  const isPast = (level: number) => (fallsShort(measure) ? value < level : value >= level);
  return isPast(critical) ? 'critical' : isPast(risk) ? 'risk' : 'normal';
}

/** The worst of some. */
export const worst = (...standings: readonly Standing[]): Standing =>
  standings.includes('critical') ? 'critical' : standings.includes('risk') ? 'risk' : 'normal';

/** Whether critical is at least as bad as at risk. */
export const isInOrder = (measure: Measure, { risk, critical }: Levels): boolean =>
  fallsShort(measure) ? critical <= risk : critical >= risk;

const isLevels = (said: unknown): said is Levels =>
  typeof said === 'object' &&
  said !== null &&
  ['risk', 'critical'].every((name) => Number.isFinite((said as Record<string, unknown>)[name]));

/** What was kept; what is missing in it, or is no longer understood, is as usual. */
export function thresholdsIn(kept: string | null): Thresholds {
  try {
    const said = (JSON.parse(kept ?? '{}') ?? {}) as Readonly<Record<string, unknown>>;
    const of = (measure: Measure): Levels => {
      const levels = said[measure];
      return isLevels(levels) && isInOrder(measure, levels) ? levels : usualThresholds[measure];
    };
    return {
      waiting: of('waiting'),
      longest: of('longest'),
      serviceLevel: of('serviceLevel'),
      abandoned: of('abandoned'),
    };
  } catch {
    return usualThresholds;
  }
}

const name = 'thresholds';
const watchers = new Set<() => void>();
let read = { from: null as string | null, as: usualThresholds };

function current(): Thresholds {
  let from = read.from;
  try {
    from = localStorage.getItem(name);
  } catch {
    // A browser that keeps nothing remembers as long as the window is there.
  }
  if (from !== read.from) read = { from, as: thresholdsIn(from) };
  return read.as;
}

const watch = (tell: () => void): (() => void) => {
  watchers.add(tell);
  window.addEventListener('storage', tell);
  return () => {
    watchers.delete(tell);
    window.removeEventListener('storage', tell);
  };
};
/** Those of the person at this desk, kept in this browser. */
export const useThresholds = (): Thresholds => useSyncExternalStore(watch, current);

export function keepThresholds(as: Thresholds): void {
  const from = JSON.stringify(as);
  read = { from, as };
  try {
    localStorage.setItem(name, from);
  } catch {
    // As above.
  }
  watchers.forEach((tell) => tell());
}
