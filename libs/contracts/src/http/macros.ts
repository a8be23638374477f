import { z } from 'zod';
import { slug } from '../ids.ts';
import { longestText } from '../text-limits.ts';
import { setVariablesRequest } from './customers.ts';

/**
 * What a macro of a smart assist may do, each by the rules that hold when its agent does it by hand (product.md 26). Words may hold `${customerName}` and
 * the other placeholders of the desk, the same as `${$session.customerName}`, and `${$oc.Order}`, a context variable (product.md 15.3, 27).
 */
export const macroStep = z.discriminatedUnion('do', [
  z.object({ do: z.literal('set-variables'), variables: setVariablesRequest.shape.variables }),
  z.object({ do: z.literal('add-note'), text: z.string().trim().min(1).max(4000) }),
  /** Besides those that the agent chose already, by slug. */
  z.object({ do: z.literal('choose-dispositions'), codes: z.array(slug).min(1).max(12) }),
  /** Into the composer, once everything else is done. */
  z.object({ do: z.literal('insert'), text: z.string().trim().min(1).max(longestText) }),
]);
export type MacroStep = z.output<typeof macroStep>;

/** Which action of a card is to be done, counted from 0. */
export const runMacroRequest = z.object({ action: z.int().min(0).max(4) });
export type RunMacroRequest = z.output<typeof runMacroRequest>;

/** How a macro went: everything was done, or nothing, and why. */
export const macroOutcome = z.object({
  succeeded: z.boolean(),
  /** Why nothing was done; null: it was. */
  because: z.string().nullable(),
  /** What goes into the composer of who ran it; null: nothing. */
  text: z.string().nullable(),
  by: z.string(),
  at: z.iso.datetime(),
});
export type MacroOutcome = z.output<typeof macroOutcome>;
