import { type Weekday, weekdays } from './week.ts';

const named = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });

/** 5 January 2026 is a Monday. */
export const dayName = (day: Weekday): string => named.format(new Date(Date.UTC(2026, 0, 5 + weekdays.indexOf(day))));
