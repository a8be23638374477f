import { z } from 'zod';
import { agentId, definitionId, workstreamId } from '../ids.ts';
import { isPeriod, reportPeriod } from './conversation-reports.ts';

const code = z.object({ id: definitionId, name: z.string(), category: z.string() });

/** What a conversation of a workstream may have come to, and whether its agent has to say so (product.md 35). */
export const dispositionOptionsView = z
  .object({
    /** False: nothing is asked, and nothing can be chosen. */
    enabled: z.boolean(),
    /** Wrap-up is not closed by its agent before something is chosen. */
    requireToClose: z.boolean(),
    /** How many one agent may choose for one conversation. */
    atMost: z.int(),
    /** By category, then by name. */
    items: z.array(code.extend({ effect: z.enum(['none', 'do-not-contact']) })),
  })
  .meta({ id: 'DispositionOptions' });
export type DispositionOptionsView = z.output<typeof dispositionOptionsView>;

/** What a conversation came to: the codes that its agents chose, by the name they had then. */
export const chosenDispositionsView = z
  .object({
    items: z.array(code.extend({ by: z.object({ agentId, name: z.string() }), at: z.iso.datetime() })),
  })
  .meta({ id: 'ChosenDispositions' });
export type ChosenDispositionsView = z.output<typeof chosenDispositionsView>;

/** All that the agent chooses, in place of what they chose before; none takes everything back. */
export const chooseDispositionsRequest = z.object({
  dispositionIds: z
    .array(definitionId)
    .max(12, 'are more than 12')
    .refine((ids) => new Set(ids).size === ids.length, 'names the same one twice'),
});
export type ChooseDispositionsRequest = z.output<typeof chooseDispositionsRequest>;

export const dispositionsReportRequest = z
  .object({ ...reportPeriod, workstreamId: workstreamId.optional() })
  .refine(isPeriod, { error: 'must be after `from`, and at most 400 days', path: ['to'] });

/** What conversations came to, by codes that were chosen in the time asked for; most first. */
export const dispositionsReport = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    rows: z.array(code.extend({ conversations: z.int(), agents: z.int() })),
  })
  .meta({ id: 'DispositionsReport' });
export type DispositionsReport = z.output<typeof dispositionsReport>;
