import { type OrganisationSettings, sentiments } from '#contracts';

/** How a customer feels, in seven steps from the worst to the best (product.md 33). */
export type Sentiment = (typeof sentiments)[number];

/** The loop that reads how customers feel. */
export const feelings = 'feelings';

/** So many of the customer's latest texts tell. */
export const textsThatTell = 6;

/** The middle of each step, from -5 to 5. */
const steps: readonly (readonly [upTo: number, label: Sentiment])[] = [
  [-4.5, 'very-negative'],
  [-2.5, 'negative'],
  [-0.75, 'slightly-negative'],
  [0.75, 'neutral'],
  [2.5, 'slightly-positive'],
  [4.5, 'positive'],
];

/** The step that a text belongs to, or several together. */
export const stepOf = (score: number): Sentiment =>
  steps.find(([upTo]) => (score < 0 ? score <= upTo : score < upTo))?.[1] ?? 'very-positive';

/** A text that sounds as bad as a text may: it swears, or is full of bad words. */
const worst = -5;
/** Whose latest text is that bad is negative at least, however kind they were before. */
const negative = -2.5;

/**
 * How the customer feels by their latest texts, latest first; each counts half as much as the one after it, so that who cools down is
 * not angry for long. Neutral before the first.
 */
export function feelingOf(scores: readonly number[]): Sentiment {
  const told = scores.slice(0, textsThatTell);
  const weights = told.map((_, age) => 0.5 ** age);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return 'neutral';
  const mean = told.reduce((sum, score, age) => sum + score * weights[age]!, 0) / whole;
  return stepOf(told[0]! <= worst ? Math.min(mean, negative) : mean);
}

type AlertFrom = OrganisationSettings['sentiment']['agentAlertFrom'];

/** Whether somebody is alerted who wants to know from this step on. */
export const alerts = (feeling: Sentiment, from: AlertFrom): boolean =>
  from !== 'none' && sentiments.indexOf(feeling) <= sentiments.indexOf(from);
