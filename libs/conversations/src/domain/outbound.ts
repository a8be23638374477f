import { type Address, hourMs, type Locale, type OrganisationSettings, type OutboundRunView } from '#contracts';
import { timeIn } from '#calendar';
import { phoneKindOf } from '#phone';
import { fill, fillingsFor, splitText } from '#sms-text';
import type { Wanted } from './context.ts';
import { type Whereabouts, zonesOf } from './zones.ts';

/** Somebody who is to be written to, as far as deciding needs it. */
export interface Outgoing {
  readonly to: Address;
  readonly optedIn: boolean;
  readonly attempts: number;
  /** Where they live, as far as it is known. */
  readonly context: Whereabouts;
}

/** What is known when it is decided. */
export interface Circumstances {
  readonly now: Date;
  /** How far its run is. */
  readonly run: OutboundRunView['state'];
  /** Null: there is no such channel. */
  readonly channel: 'active' | 'retiring' | 'removed' | 'other' | null;
  readonly hasTemplate: boolean;
  /** Nothing is sent after this. */
  readonly endsAt: Date;
  readonly isOptedOut: boolean;
  /** The ledger of consent says so. */
  readonly hasOptedIn: boolean;
  readonly outbound: OrganisationSettings['outbound'];
  /** How many texts nobody asked for they got within the last day, week and month. */
  readonly sent: Readonly<Record<'day' | 'week' | 'month', number>>;
}

export type OutboundDecision =
  | { readonly is: 'send' }
  /** It waits for its run, or ended with it: what became of an earlier text was heard meanwhile. */
  | { readonly is: 'held'; readonly state: 'pending' | 'cancelled' }
  | { readonly is: 'later'; readonly at: Date }
  | { readonly is: 'over'; readonly state: 'refused' | 'expired'; readonly reason: string };

/** Whether somebody is written to now, later, or not at all (product.md 29, 30.6; 43 G3, G35). */
export function decideOutbound(contact: Outgoing, circumstances: Circumstances): OutboundDecision {
  const { now, run, endsAt, isOptedOut, hasOptedIn, outbound, sent } = circumstances;
  const over = (state: 'refused' | 'expired', reason: string) => ({ is: 'over' as const, state, reason });
  if (run !== 'running') return { is: 'held', state: run === 'cancelled' ? 'cancelled' : 'pending' };
  if (circumstances.channel === null || circumstances.channel === 'removed') return over('refused', 'channel-removed');
  // whoever answers would be turned away (product.md 39)
  if (circumstances.channel === 'retiring') return over('refused', 'channel-retiring');
  if (!circumstances.hasTemplate) return over('refused', 'template-removed');
  if (!contact.optedIn) return over('refused', 'not-opted-in');
  // what a plan calls a landline gets no texts; nothing is lost by not trying
  if (phoneKindOf(contact.to) === 'landline') return over('refused', 'landline');
  if (isOptedOut) return over('refused', 'opted-out');
  if (outbound.requireOptIn && !hasOptedIn) return over('refused', 'no-consent');
  if (now >= endsAt) return over('expired', 'window-over');
  const quietUntil = endOfQuiet(zonesOf(contact.to, contact.context, now), now, quietHoursOf(contact.to, outbound));
  if (quietUntil) return quietUntil >= endsAt ? over('expired', 'quiet-hours') : { is: 'later', at: quietUntil };
  if (outbound.frequencyCaps.some(({ per, texts }) => sent[per] >= texts)) {
    const at = new Date(now.getTime() + 6 * hourMs);
    return at >= endsAt ? over('expired', 'capped') : { is: 'later', at };
  }
  return { is: 'send' };
}

/**
 * Moments for so many texts of a run at a pace, none before `earliest`: in each minute no more than fit, evenly. `planned` says how many each minute
 * has already, counted from the epoch; these are added to it.
 */
export function momentsFor(wanted: number, earliest: Date, perMinute: number, planned: Map<number, number>): Date[] {
  const moments: Date[] = [];
  let minute = Math.floor(earliest.getTime() / 60_000);
  while (moments.length < wanted) {
    const had = planned.get(minute) ?? 0;
    if (had >= perMinute) {
      minute += 1;
      continue;
    }
    planned.set(minute, had + 1);
    moments.push(new Date(Math.max(earliest.getTime(), minute * 60_000 + Math.floor((had * 60_000) / perMinute))));
  }
  return moments;
}

/** What a run asks for where its answers are attended to; null: nothing but what the rules say. */
export function wantedBy({
  queueId,
  fallbackQueueId,
  skills,
}: Pick<OutboundRunView, 'queueId' | 'fallbackQueueId' | 'skills'>): Wanted | null {
  const queueIds = [queueId, fallbackQueueId].filter((id) => id !== null);
  return queueIds.length === 0 && skills.length === 0 ? null : { queueIds, skills };
}

/** Until when an answer to a text that leaves, or arrives, at this moment still knows what it answers to. */
export const answerBy = (
  { firstResponseMinutes, keepContextDays }: { firstResponseMinutes: number | null; keepContextDays: number },
  now: Date,
): Date => new Date(now.getTime() + (firstResponseMinutes ?? keepContextDays * 1440) * 60_000);

/** The quiet hours of this kind of telephone, or those of all; by UTC where no zone is said (product.md 29.2). */
export function quietHoursOf(
  to: Address,
  { quietHours, quietHoursByPhone }: Pick<OrganisationSettings['outbound'], 'quietHours' | 'quietHoursByPhone'>,
): OrganisationSettings['outbound']['quietHours'] {
  const kind = phoneKindOf(to);
  const own = quietHoursByPhone.find(({ phone }) => phone === kind);
  if (!own) return quietHours;
  return own.hours && { ...own.hours, zone: quietHours?.zone ?? 'UTC' };
}

/** When it is not quiet any more by any of these clocks, or by the organisation's where there is none; null: it is not quiet now, or nothing ever is. */
export function endOfQuiet(
  zones: readonly string[],
  now: Date,
  quiet: OrganisationSettings['outbound']['quietHours'],
): Date | null {
  if (!quiet) return null;
  const ends = (zones.length > 0 ? zones : [quiet.zone]).map((zone) => waitIn(zone, now, quiet));
  const wait = Math.max(...ends);
  return wait === 0 ? null : new Date(now.getTime() - (now.getTime() % 60_000) + wait * 60_000);
}

/** When it begins to be quiet by the first of these clocks, or by the organisation's where there is none; null: nothing ever is. It is not quiet now. */
function beginningOfQuiet(
  zones: readonly string[],
  now: Date,
  quiet: OrganisationSettings['outbound']['quietHours'],
): Date | null {
  if (!quiet) return null;
  const from = minutes(quiet.from);
  const begins = (zones.length > 0 ? zones : [quiet.zone]).map((zone) => {
    const minute = now.getTime() - (now.getTime() % 60_000);
    const at = minute + (((from - clockIn(zone, now) + 1439) % 1440) + 1) * 60_000;
    // on the day on which clocks change it is an hour off
    const off = ((clockIn(zone, new Date(at)) - from + 2160) % 1440) - 720;
    return at - off * 60_000;
  });
  return new Date(Math.min(...begins));
}

const clockIn = (zone: string, now: Date): number => minutes(timeIn(zone, now).slice(11, 16));

/** Until when a text that is handed on now may wait for its turn to leave: its run, or its own time, is over, or it begins to be quiet (product.md 29.2). */
export function leaveBy(
  { to, context, notAfter }: Pick<Outgoing, 'to' | 'context'> & { readonly notAfter: Date | null },
  { now, endsAt, outbound }: Pick<Circumstances, 'now' | 'endsAt' | 'outbound'>,
): Date {
  const quietFrom = beginningOfQuiet(zonesOf(to, context, now), now, quietHoursOf(to, outbound));
  const ends = [endsAt, notAfter, quietFrom].filter((one) => one !== null);
  return new Date(Math.min(...ends.map((one) => one.getTime())));
}

/**
 * A text failed because its turn did not come before it was quiet, or would not have: it never left, and leaves when it is quiet no more. Null:
 * that is not why.
 */
export function heldUpUntil(
  { to, context, sentAt }: Pick<Outgoing, 'to' | 'context'> & { readonly sentAt: Date | null },
  reason: string | null,
  outbound: Circumstances['outbound'],
  now: Date,
): Date | null {
  if (!sentAt || (reason !== 'busy' && reason !== 'capped')) return null;
  const zones = zonesOf(to, context, sentAt);
  const quiet = quietHoursOf(to, outbound);
  const quietFrom = beginningOfQuiet(zones, sentAt, quiet);
  if (!quietFrom || (reason === 'busy' && now < quietFrom)) return null;
  return endOfQuiet(zones, quietFrom, quiet);
}

/** For how many minutes it is still quiet there. */
function waitIn(zone: string, now: Date, quiet: { readonly from: string; readonly to: string }): number {
  const time = clockIn(zone, now);
  const [from, until] = [minutes(quiet.from), minutes(quiet.to)];
  const isQuiet = from < until ? time >= from && time < until : time >= from || time < until;
  return isQuiet ? (until - time + 1440) % 1440 : 0;
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Which of a template's texts somebody gets: their locale's, their language's, the template's default. */
export function templateText(
  { texts, defaultLocale }: { texts: readonly { locale: Locale; text: string }[]; defaultLocale: Locale },
  locale: Locale | null,
): { locale: Locale; text: string } {
  const language = locale?.split('-')[0];
  return (
    texts.find((one) => one.locale === locale) ??
    (language ? texts.find((one) => one.locale.startsWith(`${language}-`)) : undefined) ??
    texts.find((one) => one.locale === defaultLocale) ??
    texts[0]!
  );
}

/** What somebody gets of a run: the words that are meant for them alone, or their text of its template, filled in. */
export function outboundText(
  {
    name,
    context,
    locale,
    message,
  }: {
    readonly name: string;
    readonly context: Readonly<Record<string, string | number>>;
    readonly locale: Locale | null;
    readonly message: string | null;
  },
  template: Parameters<typeof templateText>[0],
): string {
  const words = message ?? templateText(template, locale).text;
  const { FirstName: firstName = '', LastName: lastName = '', NickName: nickname = '' } = context;
  const contact = { name, attributes: { firstName, lastName, nickname } };
  const [text = ''] = splitText(
    fill(words, fillingsFor({ contact, account: null, variables: context }, null)).text.trim(),
  );
  return text;
}

/** Smaller leaves first; agents' answers are 10. */
export const outboundPriority = { critical: 20, high: 30, normal: 40 } as const;
