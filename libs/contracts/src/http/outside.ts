import { z } from 'zod';
import { agentId } from '../ids.ts';
import { longestText } from '../text-limits.ts';
import { knownRecord } from './customers.ts';
import { macroStep } from './macros.ts';

/*
 * What systems of an installation's own answer when they are asked over HTTP (docs/bots.md).
 */

const record = knownRecord.extend({
  id: z.string().min(1).max(200),
  name: z.string().max(200),
  preferredAgentIds: z.array(agentId).max(3).default([]),
});

/** What a directory of one's own answers about a number. */
export const directoryAnswer = z.object({
  contacts: z
    .array(record.extend({ account: record.nullable().default(null), cases: z.array(record).max(20).default([]) }))
    .max(20)
    .default([]),
  accounts: z
    .array(record.extend({ cases: z.array(record).max(20).default([]) }))
    .max(20)
    .default([]),
});

export type DirectoryAnswer = z.output<typeof directoryAnswer>;

const values = z.record(z.string().max(100), z.union([z.string().max(4000), z.number(), z.null()]));
const command = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('reply'),
    text: z.string().trim().max(longestText),
    choices: z.array(z.string().trim().min(1).max(100)).max(9).default([]),
  }),
  z.object({
    do: z.literal('escalate'),
    /** Context variables; what nobody defined is passed over. */
    variables: values.default({}),
    /** Why a person has to take over, in a few words such as `payment-dispute`. */
    reason: z.string().trim().max(100).nullable().default(null),
    /** For the agent alone. */
    summary: z.string().trim().max(2000).nullable().default(null),
  }),
  z.object({
    do: z.literal('end'),
    variables: values.default({}),
    caseNumber: z.string().max(100).nullable().default(null),
  }),
]);

/** What a bot answers (docs/bots.md). At most ten commands, done in their order; after `escalate` and `end` nothing is. */
export const botAnswer = z.object({ commands: z.array(command).max(10).default([]), variables: values.default({}) });
export type BotAnswer = z.output<typeof botAnswer>;

const cardAction = z
  .object({
    /** `insert` puts `text` into the composer; `open` shows `address`; `run`, of a macro, has `steps` done. */
    do: z.enum(['insert', 'open', 'run']),
    label: z.string().trim().min(1).max(60),
    text: z.string().max(longestText).nullable().default(null),
    address: z
      .string()
      .max(500)
      .regex(/^https:\/\/\S+$/)
      .nullable()
      .default(null),
    steps: z.array(macroStep).max(10).default([]),
  })
  .refine((action) => (action.do === 'run') === action.steps.length > 0, {
    path: ['steps'],
    error: 'are what run does, and nothing else',
  })
  .refine(({ steps }) => steps.filter((step) => step.do === 'insert').length < 2, {
    path: ['steps'],
    error: 'insert more than one text',
  });

/** What a smart assist answers. */
export const assistAnswer = z.object({
  cards: z
    .array(
      z
        .object({
          type: z.enum(['knowledge-article', 'similar-case', 'next-best-step', 'macro']),
          title: z.string().trim().min(1).max(200),
          body: z.string().trim().max(4000).default(''),
          actions: z.array(cardAction).max(5).default([]),
        })
        .refine(({ type, actions }) => type === 'macro' || actions.every((action) => action.do !== 'run'), {
          path: ['actions'],
          error: 'are run by macros alone',
        }),
    )
    .max(10)
    .default([]),
});
export type AssistAnswer = z.output<typeof assistAnswer>;

/** What a translator answers. */
export const translatorAnswer = z.object({
  text: z.string().max(longestText * 4),
  /** The language that it found the text to be in, and how sure it is, from 0 to 1. */
  detected: z.string().max(20).nullable().default(null),
  score: z.number().min(0).max(1).default(1),
});
export type TranslatorAnswer = z.output<typeof translatorAnswer>;
