/** Lengths of time in milliseconds, as clocks and timers count. A day of a calendar, which may have 23 or 25 hours, is `#calendar`'s. */
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
