import { z } from 'zod';
import { defineDefinition } from './definition.ts';
import { faultAt, httpsAddress } from './fields.ts';

export const assistantProtocols = ['parley', 'rasa', 'openai'] as const;

/** How an assistant is reached: bots and smart assists alike. */
export const reached = {
  address: httpsAddress,
  /** What is spoken there: our own, Rasa's REST channel, or chat completions as OpenAI made them known. */
  protocol: z.enum(assistantProtocols).default('parley'),
  /** Which model answers; for `openai` only. */
  model: z.string().trim().min(1).max(100).nullable().default(null),
  /** What the model is told before the conversation; for `openai` only. */
  instructions: z.string().trim().max(8000).default(''),
};

export function checkProtocol(
  { protocol, model, instructions }: { protocol: string; model: string | null; instructions: string },
  context: z.RefinementCtx,
): void {
  if (protocol === 'openai') {
    if (model === null) faultAt(context, 'model', 'is required');
    return;
  }
  if (model !== null) faultAt(context, 'model', 'is for the protocol openai');
  if (instructions !== '') faultAt(context, 'instructions', 'are for the protocol openai');
}

/** Who answers first, before any agent (product.md 25). Its conversations begin there, and it escalates or ends them. */
export const botKind = defineDefinition('bot', {
  path: 'bots',
  title: 'bots',
  fields: {
    ...reached,
    /** How long it has for an answer; then the conversation goes to the workstream's fallback queue. */
    timeoutSeconds: z.int().min(1).max(120).default(10),
    /** Units of work; more than any agent's where they share a queue. Conversations take none of it away. */
    capacity: z.int().min(1).max(1_000_000).default(10_000),
    active: z.boolean().default(true),
  },
  rules: checkProtocol,
  filters: ['protocol'],
});
