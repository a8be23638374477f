import { z } from 'zod';
import { eachOnce } from '../definitions/fields.ts';
import { address, channelId, conversationId, definitionId, queueId, skillId, workstreamId } from '../ids.ts';
import { isVariableName } from '../placeholders.ts';
import { locale } from '../vocabulary.ts';
import { timeZone } from './operating-hours.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();
const moment = z.iso.datetime({ offset: true });

const detail = z.string().trim().max(200).nullable().default(null);
/**
 * More about who is written to (product.md 29.2): a template names it as `{OCContext.City}`, and it is known of the conversation when they answer.
 * Zone, postal code and state also say whose clock their quiet hours go by.
 */
export const outboundPerson = {
  firstName: detail,
  lastName: detail,
  email: detail,
  street: detail,
  city: detail,
  /** Of the United States by its two letters: WA. */
  state: detail,
  postalCode: detail,
  /** By its two letters: US. */
  country: detail,
  /** By its IANA name: America/New_York. */
  timeZone: timeZone.nullable().default(null),
};

/** Their names. */
export const outboundDetails = Object.keys(outboundPerson) as (keyof typeof outboundPerson)[];

const mostValues = 100;
/** Values by the names of context variables (product.md 27), as templates write them: `{OCContext.Order}`. */
const givenContext = z
  .record(
    z.string(),
    z.union([z.string().max(4000), z.number()], 'must be a text of at most 4000 characters, or a number'),
  )
  .superRefine((values, context) => {
    const fault = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    const names = Object.keys(values);
    if (names.length > mostValues) fault([], `must have at most ${mostValues} values`);
    for (const name of names)
      if (!isVariableName(name))
        fault([name], 'is no name of a value: it may have up to 100 letters from A to Z, digits and underscores');
  });

/** Somebody who is written to (product.md 29.1). */
export const outboundContactRequest = z.object({
  /** Their number, in any spelling. */
  to: z.string().trim().min(1, 'is required').max(40),
  /** What they are called. */
  name: z.string().trim().min(1, 'is required').max(200),
  /** What it is about. */
  caseName: z.string().trim().max(200).default(''),
  /** Whether they agreed to be written to. Who did not is not. */
  optedIn: z.boolean(),
  /** In which of the template's languages; left out: the template's default. */
  locale: locale.nullable().default(null),
  /** What the template names as `{OCContext.…}`, and what is known of the conversation when they answer. */
  context: givenContext.default({}),
  /** Whose they are in the caller's own records; told again with what became of them. */
  reference: z.string().trim().max(200).nullable().default(null),
  /** Instead of the template. */
  message: z.string().trim().min(1, 'is empty').max(1000).nullable().default(null),
  /** They are not written to before this, nor after that, within the time of the run. */
  notBefore: moment.nullable().default(null),
  notAfter: moment.nullable().default(null),
  /** Their place in a run whose order is one of its own. */
  orderBy: z.number().nullable().default(null),
  ...outboundPerson,
});
export type OutboundContactRequest = z.output<typeof outboundContactRequest>;

/** In which order a run writes: as named, the last named first, by the time before which each is not written to, or by a number of each. */
export const outboundOrder = z.enum(['fifo', 'lifo', 'earliest-scheduled', 'custom-ascending', 'custom-descending']);
export type OutboundOrder = z.output<typeof outboundOrder>;

/**
 * A reason to write more slowly (product.md 29.2): how long those have waited on average who wait for somebody on the run's workstream; how many of
 * the run's customers came to people within the last hour; how many of them wait for somebody now.
 */
export const outboundThrottle = z.object({
  /** What is looked at, over the run's own workstream and customers. */
  when: z.enum(['average-wait-minutes', 'escalations', 'open-escalations']),
  /** It counts while there is more than this. */
  above: z.int().min(0).max(100_000),
  /** So many percent of the pace are left out; of several that count, the most. */
  reduceBy: z.int().min(1).max(100),
});
export type OutboundThrottle = z.output<typeof outboundThrottle>;

const wantedSkill = z.object({
  skillId,
  /** One of the values of the skill's rating model. */
  rating: z.int().min(1).max(1000),
});

const runFields = {
  configurationId: definitionId,
  /** For whoever looks for it. */
  name: z.string().trim().max(100).default(''),
  description: z.string().trim().max(500).default(''),
  /** Nothing is sent before, or after, this; left out: from now on, for 24 hours. */
  beginsAt: moment.nullable().default(null),
  endsAt: moment.nullable().default(null),
  /** Among runs: `critical` leaves first. */
  priority: z.enum(['normal', 'high', 'critical']).default('normal'),
  /** How often a text that was not delivered is sent altogether. */
  attempts: z.int().min(1).max(5).default(1),
  /** How long after an attempt the next is made. */
  reattemptAfterMinutes: z.int().min(1).max(10_080).default(60),
  /** How long an answer still knows what it answers to. */
  keepContextDays: z.int().min(1).max(90).default(7),
  /**
   * Instead of those days, minutes from the delivery on: a later answer is a conversation like any other, and knows nothing of this text
   * (product.md 29.2). Null: as the organisation says, else as the days say.
   */
  firstResponseMinutes: z.int().min(1).max(43_200).nullable().default(null),
  /** How many texts leave in a minute at most, so that the agents can keep up with the answers; null: as fast as the number sends. */
  textsPerMinute: z.int().min(1).max(6_000).nullable().default(null),
  /**
   * The outbound workstream whose conversations the answers are (product.md 29.2); null: an answer is a conversation like any other on the number that it
   * came to (29.1).
   */
  workstreamId: workstreamId.nullable().default(null),
  /** Where answers wait, and where they wait when that queue overflows or is gone; null: as the rules of the workstream say. */
  queueId: queueId.nullable().default(null),
  fallbackQueueId: queueId.nullable().default(null),
  /** What who answers them has to be able to do, besides what the rules of the workstream say. */
  skills: z
    .array(wantedSkill)
    .max(20)
    .refine((skills) => eachOnce(skills.map(({ skillId: id }) => id)), 'names the same one twice')
    .default([]),
  order: outboundOrder.default('fifo'),
  /** What slows it down; it needs a pace. */
  throttle: z.array(outboundThrottle).max(10).default([]),
};
interface RunSaid {
  readonly beginsAt: string | null;
  readonly endsAt: string | null;
  readonly throttle: readonly OutboundThrottle[];
  readonly textsPerMinute: number | null;
  readonly workstreamId: string | null;
  readonly queueId: string | null;
  readonly fallbackQueueId: string | null;
  readonly skills: readonly unknown[];
}
function checkRun(run: RunSaid, context: z.RefinementCtx): void {
  const { beginsAt, endsAt, throttle, textsPerMinute, workstreamId: workstream, queueId: queue, skills } = run;
  const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (workstream === null && (queue !== null || skills.length > 0))
    fault('workstreamId', 'is required where a queue or skills are named');
  if (run.fallbackQueueId !== null && queue === null) fault('fallbackQueueId', 'needs a queue that it stands in for');
  if (run.fallbackQueueId !== null && run.fallbackQueueId === queue) fault('fallbackQueueId', 'must be another queue');
  if (throttle.length > 0 && textsPerMinute === null)
    context.addIssue({
      code: 'custom',
      path: ['textsPerMinute'],
      message: 'is required where something slows it down',
    });
  if (endsAt && Date.parse(endsAt) <= Date.parse(beginsAt ?? '1970-01-01T00:00:00Z'))
    context.addIssue({ code: 'custom', path: ['endsAt'], message: 'must be after the beginning' });
}

/** What fields of a run name. */
export const outboundRunReferences = {
  configurationId: 'outbound-configuration',
  workstreamId: 'workstream',
  queueId: 'queue',
  fallbackQueueId: 'queue',
  'skills[].skillId': 'skill',
} as const;

/** What is said of a run besides whom it writes to. */
export const outboundRunSettings = z.object(runFields).superRefine(checkRun);
export type OutboundRunSettings = z.output<typeof outboundRunSettings>;

/** Texts to customers who did not write first, all by one configuration (product.md 29). */
export const outboundRunRequest = z
  .object({
    ...runFields,
    /** As many as the organisation allows in one request; more by further requests to the same run, or by file. */
    contacts: z.array(outboundContactRequest).max(1000).default([]),
  })
  .superRefine(checkRun);
export type OutboundRunRequest = z.output<typeof outboundRunRequest>;

export const outboundContactState = z.enum([
  'pending',
  'sent',
  'delivered',
  'not-delivered',
  'expired',
  'cancelled',
  'refused',
]);

export const outboundRunView = z
  .object({
    id: z.uuid(),
    /** Rises with every change. */
    version: z.int(),
    name: z.string(),
    configurationId: definitionId,
    channelId,
    /** `done`: nobody is left to be written to. */
    state: z.enum(['running', 'paused', 'cancelled', 'done']),
    priority: z.enum(['normal', 'high', 'critical']),
    beginsAt: at,
    endsAt: at,
    attempts: z.int(),
    firstResponseMinutes: z.int().nullable(),
    textsPerMinute: z.int().nullable(),
    description: z.string(),
    workstreamId: workstreamId.nullable(),
    queueId: queueId.nullable(),
    fallbackQueueId: queueId.nullable(),
    skills: z.array(wantedSkill),
    order: outboundOrder,
    throttle: z.array(outboundThrottle),
    /** How many a minute leave at the moment, where something slows it down; null: nothing does. */
    slowedTo: z.int().nullable(),
    createdAt: at,
    createdBy: z.string(),
    /** How many contacts stand where. */
    progress: z.object({ contacts: z.int(), answered: z.int(), states: z.record(z.string(), z.int()) }),
    /** Of its files: how many lines were read, how many of them are taken in by now, and how many of these were new to it. Null: none was given. */
    audience: z.object({ lines: z.int(), taken: z.int(), added: z.int() }).nullable(),
  })
  .meta({ id: 'OutboundRun' });
export type OutboundRunView = z.output<typeof outboundRunView>;
export const outboundRunsView = pageOf(outboundRunView);

export const outboundContactView = z
  .object({
    id: z.uuid(),
    to: address,
    name: z.string(),
    reference: z.string().nullable(),
    notBefore: at.nullable(),
    notAfter: at.nullable(),
    state: outboundContactState,
    /**
     * Why it stands there: `opted-out`, `not-opted-in`, `no-consent` (nobody recorded any), `landline`, `capped`, `window-over`,
     * `quiet-hours`, `channel-removed`, `channel-retiring`, `template-removed`, or the carrier's word.
     */
    reason: z.string().nullable(),
    attempts: z.int(),
    /** When it is tried next. */
    dueAt: at.nullable(),
    sentAt: at.nullable(),
    /** Until when an answer knows what it answers to. */
    answerBy: at.nullable(),
    answeredAt: at.nullable(),
  })
  .meta({ id: 'OutboundContact' });
export const outboundContactsRequest = pageRequest.extend({ state: outboundContactState.optional() });
export type OutboundContactsRequest = z.output<typeof outboundContactsRequest>;
export const outboundContactsView = pageOf(outboundContactView);

export const outboundAddRequest = z.object({ contacts: z.array(outboundContactRequest).min(1).max(1000) });

/** An agent writes first (product.md 43, G4): in words of their own, or by a template. */
export const startConversationRequest = z
  .object({
    /** From whose number it leaves. */
    channelId,
    /** Their number, in any spelling. */
    to: z.string().trim().min(1, 'is required').max(40),
    /** In the agent's words; or else `templateId`, not both. */
    body: z.string().trim().min(1, 'is empty').max(1600).nullable().default(null),
    /** The message template that says it. */
    templateId: definitionId.nullable().default(null),
    /** In which of the template's languages; null: the template's default. */
    locale: locale.nullable().default(null),
    /** What the template names as `{OCContext.…}`, and what is known of the conversation. */
    context: givenContext.default({}),
  })
  .superRefine(({ body, templateId }, context) => {
    if ((body === null) === (templateId === null))
      context.addIssue({ code: 'custom', path: ['body'], message: 'is required, or a template, not both' });
  });
export type StartConversationRequest = z.output<typeof startConversationRequest>;

/** A text with placeholders, filled for a conversation: a quick reply, or a template. */
export const renderRequest = z.object({ text: z.string().min(1, 'is empty').max(10_000) });
export const renderedView = z
  .object({ conversationId, text: z.string(), empty: z.array(z.string()) })
  .meta({ id: 'Rendered' });
