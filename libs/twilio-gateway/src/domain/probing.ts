const minute = 60_000;
const hour = 60 * minute;

/** How long after the last question a provider is asked again whether it lets a paused account in, in ms: most faults are mended soon, or not for days. */
export function probeAgainAfter(pausedAt: Date, now: Date): number {
  const paused = now.getTime() - pausedAt.getTime();
  if (paused < hour) return minute;
  return paused < 24 * hour ? 10 * minute : hour;
}
