import { z } from 'zod';
import { channelId } from '../ids.ts';
import { textWith } from '../placeholders.ts';
import { type Keyword, keywords, locale } from '../vocabulary.ts';
import { defineDefinition } from './definition.ts';
import { levelFields, refuseOtherLevel } from './level.ts';

/** What is answered to a keyword while nothing is stored, in `en-US` (product.md 30). */
export const standardConsentTexts: Readonly<Record<Keyword, string>> = {
  stop: 'You are unsubscribed and will get no more texts from this number. Reply START to get them again.',
  start: 'You are subscribed again. Reply HELP for help, STOP to unsubscribe. Msg & data rates may apply.',
  help: 'Reply STOP to unsubscribe. Msg & data rates may apply.',
};

const textFields = { keyword: z.enum(keywords), ...levelFields, locale, text: textWith('consent-text') };

/** What we answer to a keyword where it is ours to answer, for all numbers or for one (product.md 30.3). */
export const consentTextKind = defineDefinition('consent-text', {
  path: 'consent-texts',
  title: 'consent texts',
  fields: textFields,
  rules: refuseOtherLevel,
  references: { channelId: 'channel' },
  filters: ['keyword', 'level', 'channelId', 'locale'],
  oneFor: ['level', 'channelId', 'keyword', 'locale'],
});
export type ConsentText = z.output<z.ZodObject<typeof textFields>>;

/** What carriers and Twilio take for a keyword by themselves, in whatever case (product.md 30). */
export const carriersWords: Readonly<Record<Keyword, readonly string[]>> = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  start: ['START', 'YES', 'UNSTOP'],
  help: ['HELP', 'INFO'],
};

/** A word as it is compared: case and accents make no other word of it. */
export const plainWord = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();

/** The longest word that somebody may say for a keyword. */
export const longestKeyword = 30;
const furtherWords = z
  .array(
    z
      .string()
      .trim()
      .max(longestKeyword)
      .regex(/^[\p{L}\p{M}\p{N}]{2,}$/u, 'is one word of letters'),
  )
  .max(50)
  .default([]);

const modeFields = {
  channelId,
  /** Who answers STOP, START and HELP. The provider does unless it was told not to, so that two answers never come. */
  mode: z.enum(['provider-replies', 'we-reply']),
  /** Nobody is texted first who did not agree to it. Answering is always allowed. */
  optInRequired: z.boolean().default(false),
  /** Words besides the carriers' that say STOP on this number, such as ARRET: whole, in whatever case, with accents or without. */
  stopWords: furtherWords,
  /** The same for START. */
  startWords: furtherWords,
  /** The same for HELP. */
  helpWords: furtherWords,
};

/** How consent is kept on one number (product.md 30.3, 30.6). Without one the provider replies, writing first is allowed until somebody says stop, and only the carriers' words are keywords. */
export const consentModeKind = defineDefinition('consent-mode', {
  path: 'consent-modes',
  title: 'consent modes',
  fields: modeFields,
  references: { channelId: 'channel' },
  filters: ['channelId', 'mode'],
  oneFor: ['channelId'],
});
export type ConsentMode = z.output<z.ZodObject<typeof modeFields>>;
