import { z } from 'zod';
import { channelId } from '../ids.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();
/** What was typed, right or wrong: problems are told beside it. */
const typed = z.string().max(500).nullable().optional();
const longText = z.string().max(5000).nullable().optional();
const flag = z.boolean().optional();

const survey = { enabled: flag, surveyId: typed, mode: typed, message: longText };

/** The pages of the set-up (product.md 5), each as complete as it is so far. What is wrong is kept as it was typed. */
export const channelDraftRequest = z.object({
  setup: z
    .object({
      workstreamId: typed,
      name: typed,
      /** Left empty, it is made of the name. */
      slug: typed,
      numberId: typed,
    })
    .default({}),
  language: z.object({ language: typed }).default({}),
  behaviors: z
    .object({
      operatingHours: z.object({ enabled: flag, hoursId: typed }).optional(),
      /** Texts of this channel alone, in its language; for every other trigger those of all channels count. */
      automatedMessages: z
        .array(z.object({ trigger: typed, text: longText, active: flag }))
        .max(100)
        .optional(),
      survey: z.object({ ...survey, bot: z.object({ ...survey, sameSettings: flag }).optional() }).optional(),
    })
    .default({}),
  userFeatures: z
    .object({
      attachments: z.object({ enabled: flag, customers: flag, agents: flag }).optional(),
      realTimeTranslation: flag,
    })
    .default({}),
});
export type ChannelDraftRequest = z.output<typeof channelDraftRequest>;

export const draftSteps = ['setup', 'language', 'behaviors', 'userFeatures'] as const;
export type DraftStep = (typeof draftSteps)[number];

/** What stands in the way of finishing. `field` begins with the step: `setup.numberId`; a step alone: the matter lies outside of the draft. */
export const draftProblem = z
  .object({ field: z.string(), code: z.string(), message: z.string() })
  .meta({ id: 'DraftProblem' });
export type DraftProblem = z.output<typeof draftProblem>;

const by = z.object({ subject: z.string(), name: z.string() });
const about = {
  id: channelId,
  version: z.int(),
  /** `finished`: the channel is there, under the id of its draft. */
  state: z.enum(['draft', 'finished']),
  by,
  createdAt: at,
  changedAt: at,
  /** When it is thrown away unless it is changed before. */
  expiresAt: at,
};

export const channelDraftView = z
  .object({
    ...about,
    ...channelDraftRequest.shape,
    /** What is wrong or missing, by page. */
    problems: z.object({
      setup: z.array(draftProblem),
      language: z.array(draftProblem),
      behaviors: z.array(draftProblem),
      userFeatures: z.array(draftProblem),
    }),
  })
  .meta({ id: 'ChannelDraft' });
export type ChannelDraftView = z.output<typeof channelDraftView>;

/** One of a list: what tells it from the others. */
export const channelDraftItem = z
  .object({
    ...about,
    name: z.string().nullable(),
    workstreamId: z.string().nullable(),
    numberId: z.string().nullable(),
  })
  .meta({ id: 'ChannelDraftItem' });
export type ChannelDraftItem = z.output<typeof channelDraftItem>;
export const channelDraftsView = pageOf(channelDraftItem);

/** Whose drafts: one's own, or those of all administrators. Finished ones are left out. */
export const channelDraftsRequest = pageRequest.extend({ whose: z.enum(['mine', 'all']).default('mine') });
export type ChannelDraftsRequest = z.output<typeof channelDraftsRequest>;

const text = z.string().nullable();
const named = z.object({ id: z.uuid(), name: z.string() }).nullable();
const surveyAhead = { enabled: z.boolean(), survey: named, mode: z.string(), message: z.string() };

/** The last page before Finish: the channel as it would become, and what is still missing. Null: not said, or there is none such. */
export const channelDraftSummary = z
  .object({
    id: channelId,
    version: z.int(),
    state: about.state,
    /** Whether Finish would make the channel: when nothing is missing. */
    isReady: z.boolean(),
    missing: z.array(draftProblem),
    /** To be entered at the provider; null until a number is chosen. */
    inboundUrl: z.url().nullable(),
    channel: z.object({
      slug: text,
      name: text,
      workstream: named,
      account: named,
      number: text,
      language: text,
      operatingHours: z.object({ enabled: z.boolean(), hours: named }),
      automatedMessages: z.array(z.object({ trigger: text, text: z.string(), active: z.boolean() })),
      survey: z.object({ ...surveyAhead, bot: z.object({ ...surveyAhead, sameSettings: z.boolean() }) }),
      attachments: z.object({ enabled: z.boolean(), customers: z.boolean(), agents: z.boolean() }),
      realTimeTranslation: z.boolean(),
    }),
  })
  .meta({ id: 'ChannelDraftSummary' });
export type ChannelDraftSummary = z.output<typeof channelDraftSummary>;
