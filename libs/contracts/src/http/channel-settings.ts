import { z } from 'zod';
import type { References } from '../definitions/definition.ts';
import { definitionId } from '../ids.ts';
import { openEnum } from '../vocabulary.ts';

const flag = z.boolean().default(false);
const reference = definitionId.nullable().default(null);

const survey = {
  enabled: flag,
  surveyId: reference,
  /** How it reaches the customer: over SMS as a link in a text (product.md 22). */
  mode: z.enum(['link']).default('link'),
  /** What the text says before the link; empty: what the survey says. */
  message: z.string().trim().max(200).default(''),
};
interface Survey {
  readonly enabled: boolean;
  readonly surveyId: string | null;
}
const required = 'is required while it is enabled';

/** For conversations that a bot handled: the same survey, or one of its own (product.md 5). */
const botSurvey = z
  .object({ ...survey, sameSettings: z.boolean().default(true) })
  .refine(({ enabled, sameSettings, surveyId }) => !enabled || sameSettings || surveyId !== null, {
    path: ['surveyId'],
    error: required,
  });

const isAsked = ({ enabled, bot }: Survey & { readonly bot: Survey & { readonly sameSettings: boolean } }) =>
  enabled || (bot.enabled && bot.sameSettings);

/** What a channel does beside taking texts in: the pages Behaviors and User features of its set-up (product.md 5). All of it is off unless said. */
export const channelSettings = z.object({
  /** When somebody is there; off: always. */
  operatingHours: z
    .object({ enabled: flag, hoursId: reference })
    .refine(({ enabled, hoursId }) => !enabled || hoursId !== null, { path: ['hoursId'], error: required })
    .prefault({}),
  /** What a customer is asked when a conversation is over. */
  survey: z
    .object({ ...survey, bot: botSurvey.prefault({}) })
    .refine((asked) => !isAsked(asked) || asked.surveyId !== null, { path: ['surveyId'], error: required })
    .prefault({}),
  /** `enabled` is the master switch: without it nobody attaches anything. */
  attachments: z.object({ enabled: flag, customers: flag, agents: flag }).prefault({}),
  /** Whether texts are translated while they are written. */
  realTimeTranslation: flag,
});
export type ChannelSettings = z.output<typeof channelSettings>;

/** What a channel's settings name, by field. */
export const channelSettingsReferences: References = {
  'settings.operatingHours.hoursId': 'operating-hours',
  'settings.survey.surveyId': 'survey',
  'settings.survey.bot.surveyId': 'survey',
};

const surveyInForce = z
  .object({ surveyId: definitionId, mode: openEnum(['link']), message: z.string() })
  .nullable()
  .default(null);

/** A channel's settings as those read them who act on them: what is off is not there. Left out by an older service: all is off. */
export const channelSettingsInForce = z.object({
  /** Null: always open. */
  operatingHoursId: definitionId.nullable().default(null),
  survey: surveyInForce,
  botSurvey: surveyInForce,
  customersMayAttach: flag,
  agentsMayAttach: flag,
  realTimeTranslation: flag,
});
export type ChannelSettingsInForce = z.output<typeof channelSettingsInForce>;
