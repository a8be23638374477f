import type { Address, NumberType } from '#contracts';
import { countToday, type DayCap, type DayCount, fitsOn, fitsToday } from './day-cap.ts';
import { kindOf } from './keyword.ts';

/** How fast a sender, or a group of senders, may send. */
export interface Rate {
  readonly segmentsPerSecond: number;
  /** How many segments may leave at once after a pause. */
  readonly burst: number;
}

/** A token bucket: what of a rate is left at a moment. Shared by all replicas, as a row. */
export interface Bucket extends Rate, DayCount {
  readonly name: string;
  /** Segments that may leave at `filledAt`; below zero after a text that is larger than the burst. */
  readonly tokens: number;
  readonly filledAt: Date;
  /** The turn of the text that left last (fair-order.ts). */
  readonly turn: number;
  /** How many segments may leave in a day; null: as many as the rate allows. */
  readonly cap: DayCap | null;
}

const second = 1000;
const leastBurst = 5;

/** A rate with the burst that goes with it: what a second brings, and a handful. */
export const rateOf = (segmentsPerSecond: number): Rate => ({
  segmentsPerSecond,
  burst: Math.max(leastBurst, segmentsPerSecond),
});

/** Segments a second that carriers take of a sender when nobody set anything else (twilio.md 4.6). */
export function usualRate(sender: string, type?: NumberType): Rate {
  const kind = type ?? kindOf(sender as Address);
  if (kind === 'short-code') return rateOf(100);
  if (kind === 'toll-free') return rateOf(3);
  return rateOf(sender.startsWith('+1') ? 1 : 10);
}

const tokensAt = ({ tokens, filledAt, segmentsPerSecond, burst }: Bucket, now: Date): number =>
  Math.min(burst, tokens + (Math.max(0, now.getTime() - filledAt.getTime()) / second) * segmentsPerSecond);

const needs = ({ burst }: Rate, segments: number) => Math.min(segments, burst);

/**
 * Whether a text of so many segments may leave now: the rate and the day's cap allow it. One that is larger than the burst leaves with a
 * full bucket, and its rest is paid after.
 */
export const mayLeave = (bucket: Bucket, segments: number, now: Date): boolean =>
  // a millisecond's worth of rounding must not cost another turn
  tokensAt(bucket, now) + bucket.segmentsPerSecond / second >= needs(bucket, segments) &&
  (bucket.cap === null || fitsToday(bucket.cap, bucket, segments, now));

/** The bucket after this text left. */
export const leave = (
  bucket: Bucket,
  { segments, turn }: { readonly segments: number; readonly turn: number },
  now: Date,
): Bucket => ({
  ...bucket,
  ...(bucket.cap && countToday(bucket.cap, bucket, segments, now)),
  tokens: tokensAt(bucket, now) - segments,
  filledAt: now,
  turn: Math.max(bucket.turn, turn),
});

/** When so many segments have left, of which the last text has `last`: how long a text waits that has so many before it. */
export function leavesAt(bucket: Bucket, before: number, last: number, now: Date): Date {
  const missing = before + needs(bucket, last) - tokensAt(bucket, now);
  const ms = missing <= 0 ? 0 : (missing / bucket.segmentsPerSecond) * second;
  const paced = now.getTime() + Math.ceil(ms);
  return new Date(Math.max(paced, heldUntil(bucket, before, last, now)?.getTime() ?? 0));
}

/** Until when the day's cap holds a text that has so many segments before it; null: it does not. */
export const heldUntil = (bucket: Bucket, before: number, segments: number, now: Date): Date | null =>
  bucket.cap && fitsOn(bucket.cap, bucket, before, segments, now);
