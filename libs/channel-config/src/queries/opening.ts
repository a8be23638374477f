import type { OperatingHours, OpeningView, StretchesView } from '#contracts';
import {
  beginningOf,
  dayAfter,
  instantsOf,
  isOpen,
  nextChange,
  nextSpans,
  occurrenceAt,
  occurrencesBetween,
  spansBetween,
  timeIn,
  whyClosed,
} from '#calendar';

const ahead = 10;

/** How it stands at an instant, as the clocks of the record's zone show it (product.md 20). */
export function openingAt(hours: OperatingHours, at: Date): OpeningView {
  const { timeZone } = hours;
  const local = (instant: Date) => timeIn(timeZone, instant);
  const closed = whyClosed(hours, at);
  const occurrence = closed === null ? occurrenceAt(hours, at) : null;
  const change = nextChange(hours, at);
  return {
    timeZone,
    at: local(at),
    isOpen: isOpen(hours, at),
    why: closed === null ? 'shift' : closed === 'outside-hours' ? closed : 'holiday',
    occurrence: occurrence && { shiftId: occurrence.shiftId, on: occurrence.on },
    holiday: closed === null || closed === 'outside-hours' ? null : closed.holiday,
    nextChange: change && { at: local(change.at), opens: change.opens },
    next: nextSpans(hours, at, ahead).map(({ from, to }) => ({ from: local(from), to: to && local(to) })),
  };
}

/** What a calendar shows of these days, both included. */
export function stretchesOf(hours: OperatingHours, { from, to }: { from: string; to: string }): StretchesView {
  const { timeZone } = hours;
  const localSpan = (span: { readonly from: Date; readonly to: Date }) => ({
    from: timeIn(timeZone, span.from),
    to: timeIn(timeZone, span.to),
  });
  return {
    timeZone,
    from,
    to,
    open: spansBetween(hours, beginningOf(timeZone, from), beginningOf(timeZone, dayAfter(to))).map(localSpan),
    occurrences: occurrencesBetween(hours, from, to).map((occurrence) => ({
      ...occurrence,
      ...localSpan(instantsOf(occurrence, timeZone)),
    })),
    holidays: hours.holidays.filter((holiday) => holiday.from <= to && holiday.to >= from),
  };
}
