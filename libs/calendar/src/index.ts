export { isOpen, spansBetween, whyClosed, type Closed, type OpenSpan } from './operating-hours.ts';
export { nextChange, nextSpans, type Change, type NextSpan } from './next-change.ts';
export { instantsOf, occurrenceAt, occurrencesBetween, type Occurrence } from './occurrences.ts';
export { editFollowing, editOccurrence, editSeries } from './edit-shifts.ts';
export { beginningOf, dayAfter, nextClockChange, timeIn } from './wall-clock.ts';
