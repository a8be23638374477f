import {
  type ChannelSettingsInForce,
  type DataOf,
  inLocale,
  type Locale,
  type OrganisationSettings,
  type surveyKind,
} from '#contracts';
import type { Conversation } from './conversation.ts';
import { withPlainNumber } from './leading-number.ts';
import { endOfQuiet, quietHoursOf } from './outbound.ts';
import { type Whereabouts, zonesOf } from './zones.ts';

export type Survey = DataOf<typeof surveyKind.changed>;

/** What can be answered; null: the survey is kept elsewhere. */
export const scaleOf = ({ type }: Pick<Survey, 'type'>): { readonly from: number; readonly to: number } | null =>
  ({ csat: { from: 1, to: 5 }, nps: { from: 0, to: 10 }, effort: { from: 1, to: 7 }, link: null })[type];

/** Ends after which nobody is asked: the customer was turned away, or nobody is there any more. */
const notAskedAfter = new Set<Conversation['statusReason']>(['overflow', 'channel-retired', 'force-closed']);

/**
 * Whether a step is the end that a customer is asked about: wrap-up, or closing without it (product.md 22). Never who opted out. That somebody
 * answered at all is looked at where the thread is.
 */
export function isToBeAsked(before: Conversation, after: Conversation): boolean {
  if (after.optedOutAt || notAskedAfter.has(after.statusReason)) return false;
  if (after.status === 'wrap-up') return before.status !== 'wrap-up';
  return after.status === 'closed' && before.status !== 'closed' && before.status !== 'wrap-up';
}

/** Ends that come by themselves, when the customer has not written for long. */
const byItself = new Set<Conversation['statusReason']>(['auto-closed', 'customer-silent', 'agent-silent']);

/**
 * When the customer is asked: at once while they are still there; after an end that came by itself not before it is light where they live, by the
 * quiet hours of what nobody asked us for (product.md 22, 29.2, 30.6).
 */
export function askedAt(
  { statusReason, customer }: Pick<Conversation, 'statusReason' | 'customer'>,
  whereabouts: Whereabouts,
  outbound: OrganisationSettings['outbound'],
  now: Date,
): Date {
  if (!byItself.has(statusReason)) return now;
  return endOfQuiet(zonesOf(customer, whereabouts, now), now, quietHoursOf(customer, outbound)) ?? now;
}

/** Which survey of a channel is for a conversation that these have answered; null: none. */
export function surveyFor(
  { survey, botSurvey }: Pick<ChannelSettingsInForce, 'survey' | 'botSurvey'>,
  answeredBy: { readonly agent: boolean; readonly bot: boolean },
): { readonly surveyId: string; readonly message: string; readonly handledBy: 'agent' | 'bot' } | null {
  if (answeredBy.agent) return survey && { ...survey, handledBy: 'agent' };
  if (answeredBy.bot) return botSurvey && { ...botSurvey, handledBy: 'bot' };
  return null;
}

/** What a survey says in the closest language. */
export const surveyWords = ({ texts, defaultLocale }: Survey, locale: Locale): Survey['texts'][number] =>
  inLocale(texts, locale) ?? texts.find((one) => one.locale === defaultLocale) ?? texts[0]!;

/** The text to the customer: with the link, or with the question. */
export function surveyText(survey: Survey, message: string, locale: Locale, link: string): string {
  const words = surveyWords(survey, locale);
  const first = message || words.message;
  if (survey.mode === 'link') return `${first} ${link}`;
  const { from, to } = scaleOf(survey)!;
  return `${first} ${words.question} (${from}-${to})`;
}

/** Where people ask something, in whatever script; in Greek by a semicolon at the end. */
const asks = /[?\uff1f\u061f\u055e]|[;\u037e]\s*$/u;

/**
 * A customer's answer by text: a number of the scale (`4`, `4/5`), and words behind it where the survey asks for them. Null: it is no answer; nor
 * is a question, to which somebody has to answer.
 */
export function answerIn(
  body: string,
  survey: Survey,
): { readonly score: number; readonly comment: string | null } | null {
  const scale = scaleOf(survey);
  const read = /^\s*(\d{1,2})(?:\s*\/\s*(\d{1,2}))?(?:\s*[-.,:;!)]*\s+(\S[\s\S]*?))?\s*[.!]*\s*$/.exec(
    withPlainNumber(body),
  );
  if (!scale || !read || (read[2] && Number(read[2]) !== scale.to)) return null;
  const score = Number(read[1]);
  const comment = read[3] ?? null;
  if (score < scale.from || score > scale.to) return null;
  if (comment && (!survey.asksForComment || asks.test(comment))) return null;
  return { score, comment };
}
