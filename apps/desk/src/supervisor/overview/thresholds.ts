import { keptInBrowser } from '../../shell/kept-in-browser.ts';

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
const fallsShort = (measure: Measure): boolean => measure === 'serviceLevel';

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

/** Those of the person at this desk, kept in this browser. */
export const { use: useThresholds, keep: keepThresholds } = keptInBrowser('thresholds', thresholdsIn);
