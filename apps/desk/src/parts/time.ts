import { dayMs } from '#contracts';
import { words } from '../words/en.ts';
import { region } from '../words/region.ts';

const pad = (part: number): string => String(part).padStart(2, '0');

/** A wait or a time left as people read a clock: `4:51`; from an hour on `1 h 5 min`, from a day on `3 days`. Never below zero. */
export function asClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${pad(whole % 60)}`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? words.time.hours(hours, minutes % 60) : words.time.days(Math.floor(hours / 24));
}

/** How long something has lasted where seconds say nothing: `just now`, `18 min`, `2 h 5 min`, `3 days`. */
export function asSpan(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  return minutes < 60 ? words.time.ago(minutes) : asClock(minutes * 60);
}

/** A sum of time over days: `4:51`, from an hour on `38 h 5 min`, however many these are. */
export function asDuration(seconds: number): string {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  return minutes < 60 ? asClock(seconds) : words.time.hours(Math.floor(minutes / 60), minutes % 60);
}

/** Whole seconds from an instant to another; 0 when it lies ahead. */
export const secondsBetween = (from: string, to: number): number =>
  Math.max(0, Math.floor((to - Date.parse(from)) / 1_000));

/** Whole seconds until a deadline, so that 0 means over. */
export const secondsLeft = (deadline: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(deadline) - now) / 1_000));

/** Whole seconds that an offer stands: never more than it was made for, wherever the clock of this desk is. */
export const secondsToAnswer = (
  { offeredAt, expiresAt }: { readonly offeredAt: string; readonly expiresAt: string },
  now: number,
): number => Math.min(secondsLeft(expiresAt, now), secondsLeft(expiresAt, Date.parse(offeredAt)));

// by the style of their language: named part by part, hours before ten lose their zero where it is written
const clock = new Intl.DateTimeFormat(region, { timeStyle: 'short' });
const day = new Intl.DateTimeFormat(region, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(region, { day: 'numeric', month: 'long', year: 'numeric' });
const shortDay = new Intl.DateTimeFormat(region, { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(region, { dateStyle: 'full', timeStyle: 'short' });

/** `10:42`, as the person's own settings write it. */
export const asTime = (at: string): string => clock.format(Date.parse(at));
/** Everything there is to say about an instant, for a tooltip. */
export const asInstant = (at: string): string => full.format(Date.parse(at));

const dayKey = (instant: number): string => {
  const date = new Date(instant);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
};
export const isSameDay = (one: string, other: string): boolean => dayKey(Date.parse(one)) === dayKey(Date.parse(other));

/** The heading of a day in a thread: Today, Yesterday, Monday 23 November; the year once it is another one. */
export function asDay(at: string, now: number): string {
  const instant = Date.parse(at);
  if (dayKey(instant) === dayKey(now)) return words.time.today;
  if (dayKey(instant) === dayKey(now - dayMs)) return words.time.yesterday;
  return new Date(instant).getFullYear() === new Date(now).getFullYear()
    ? day.format(instant)
    : dayOfYear.format(instant);
}

/** The time today, the day before that: for lists. */
export const asWhen = (at: string, now: number): string =>
  dayKey(Date.parse(at)) === dayKey(now) ? asTime(at) : shortDay.format(Date.parse(at));

/** Day and time, for facts that are looked up: `23 Nov, 10:42`. */
export const asDate = (at: string): string => `${shortDay.format(Date.parse(at))}, ${asTime(at)}`;

/** The zone of this browser. */
export const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** Every zone to choose from: browsers list neither UTC nor, by another of its names, always the one they are in. */
export const timeZones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', here])];
