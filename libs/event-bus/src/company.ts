/** Longer than this nothing waits. */
const mostMs = 50;
/** From so many on there is company enough to wait for in full. */
const many = 8;
/** What repeats faster than this leaves the others room anyway. */
const briefMs = 20;

/**
 * How long to leave what comes next alone after `count` items that were handled together in `tookMs`, so that more of it
 * comes together: statements, commits and confirms cost the same for a hundred as for one. A single one says that little is
 * going on, and then nothing waits; the more came together the longer it is worth, and under load half the time of each step is left to the
 * others.
 */
export const companyMs = (count: number, tookMs: number): number =>
  count > 1 ? Math.min(tookMs, mostMs) * Math.min(1, count / many) : 0;

/** The same for work that does not say how much it did, and was asked for again meanwhile: short work goes on at once. */
export const pauseMs = (tookMs: number): number => Math.min(Math.max(0, tookMs - briefMs), mostMs);
