import { dayMs } from '#contracts';
/** Milliseconds that the clocks of a zone are ahead of UTC at this moment. */
function offsetAt(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const of = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(moment / 1000) * 1000;
}

/** When the day that it is now began in this IANA zone. Where clocks skip midnight, it began when they had. */
export function startOfDay(now: Date, zone: string): Date {
  const local = now.getTime() + offsetAt(now.getTime(), zone);
  const midnight = local - (((local % dayMs) + dayMs) % dayMs);
  const guesses = [midnight - offsetAt(midnight - dayMs, zone), midnight - offsetAt(midnight + dayMs, zone)];
  return new Date(guesses.find((guess) => guess + offsetAt(guess, zone) === midnight) ?? Math.max(...guesses));
}
