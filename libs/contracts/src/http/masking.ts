import { z } from 'zod';
import { agentId, conversationId, messageId } from '../ids.ts';
import { pageOf, pageRequest } from './page.ts';

/** Why somebody has to read what masking hides: it is written down beside their name (product.md 32). */
export const revealRequest = z.object({
  reason: z
    .string()
    .trim()
    .min(3, 'say in a few words why')
    .max(300)
    .regex(/^[^\0\p{Surrogate}]*$/u, 'holds a character that no text can hold'),
});

/** A text as it was before anything of it was hidden. */
export const revealedView = z.object({ messageId, conversationId, body: z.string() }).meta({ id: 'RevealedText' });
export type RevealedView = z.output<typeof revealedView>;

/** Who read what is hidden, when and why. Never what it was. */
export const revealView = z
  .object({
    id: z.uuid(),
    messageId,
    conversationId,
    by: z.object({ agentId, name: z.string() }),
    reason: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Reveal' });
export type RevealView = z.output<typeof revealView>;
/** Newest first. */
export const revealsRequest = pageRequest.extend({ conversationId: conversationId.optional() });
export const revealsView = pageOf(revealView);
