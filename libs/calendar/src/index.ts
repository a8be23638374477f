export { isOpen, spansBetween, whyClosed, type Closed, type OpenSpan } from './operating-hours.ts';
export { nextChange, type Change } from './next-change.ts';
export { occurrencesBetween, type Occurrence } from './occurrences.ts';
export { editFollowing, editOccurrence, editSeries } from './edit-shifts.ts';
export { nextClockChange } from './wall-clock.ts';
