/** Longer than this nothing waits. */
const mostMs = 50;

/**
 * How long to leave what comes next alone after `count` items that were handled together in `tookMs`, so that more of it
 * comes together: statements, commits and confirms cost the same for a hundred as for one. A single one says that little is
 * going on, and then nothing waits; under load half the time of each step is left to the others.
 */
export const companyMs = (count: number, tookMs: number): number => (count > 1 ? Math.min(tookMs, mostMs) : 0);
