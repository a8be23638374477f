import { z } from 'zod';
import { conversationId, messageId } from '../ids.ts';
import { assistCards } from '../definitions/assist.ts';
import { longestReply } from '../text-limits.ts';
import { macroOutcome, macroStep } from './macros.ts';
import { locale } from '../vocabulary.ts';

/** What a smart assist puts before the agent; the customer never sees it (product.md 26). */
export const cardView = z
  .object({
    id: z.uuid(),
    conversationId,
    assistId: z.uuid(),
    version: z.int(),
    type: z.enum(assistCards),
    title: z.string(),
    body: z.string(),
    /** `insert` puts the text into the composer, `open` shows the address, `run` has the steps done by us. */
    actions: z.array(
      z.object({
        do: z.enum(['insert', 'open', 'run']),
        label: z.string(),
        text: z.string().nullable(),
        address: z.string().nullable(),
        /** What `run` does, in this order. Left out by an older service: nothing. */
        steps: z.array(macroStep).optional(),
        /** How that went, the last time; null or left out: nobody had it done. */
        outcome: macroOutcome.nullable().optional(),
      }),
    ),
    state: z.enum(['shown', 'accepted', 'dismissed']),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'AssistCard' });
export type CardView = z.output<typeof cardView>;
/** Newest first. */
export const cardsView = z.object({ items: z.array(cardView) });

/** What a text says in the agents' language (product.md 24): one of the customer's by the translator, one of ours in the words of its author. */
export const translationView = z
  .object({
    messageId,
    conversationId,
    version: z.int(),
    language: z.string(),
    text: z.string(),
    /** The language it was written in; null: nobody knows. */
    detected: z.string().nullable(),
    /** The translator did not help: `text` is empty. */
    failed: z.boolean().optional(),
  })
  .meta({ id: 'Translation' });
export type TranslationView = z.output<typeof translationView>;
export const translationsView = z.object({
  items: z.array(translationView),
  /** Whether texts of this conversation are translated at the moment: by the organisation, and on its channel. */
  enabled: z.boolean(),
  /** The language of agents. */
  language: locale,
});

/** An agent's words, to be said in the customer's language before they are sent. */
export const translateRequest = z.object({ text: z.string().trim().min(1, 'is empty').max(longestReply) });
export const translatedView = z.object({ text: z.string(), language: z.string() }).meta({ id: 'Translated' });
