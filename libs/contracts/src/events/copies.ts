import { z } from 'zod';
import { defineEvent } from '../event.ts';

/*
 * What each service that keeps copies of the configuration says of them (decisions H, J). A copy is named by the kind of thing
 * (`account`, `workstream`, `channel`, or a kind of definition) and its id; `version` is that of the copy.
 */
const copy = { kind: z.string().max(60), id: z.uuid(), version: z.number().int().positive() };

/** These versions are stored here and obeyed from now on: in force. One fact for all that were stored together. */
const applied = z.object({ applied: z.array(z.object(copy)).min(1), appliedAt: z.iso.datetime() });

/** How much still uses what is on its way out. `report` rises with every count of the same version. */
const counted = z.object({
  counted: z
    .array(z.object({ ...copy, report: z.number().int().positive(), count: z.number().int().nonnegative() }))
    .min(1),
  countedAt: z.iso.datetime(),
});

export const gatewayApplied = defineEvent('gateway.configuration-applied.v1', applied);
export const conversationsApplied = defineEvent('conversations.configuration-applied.v1', applied);
export const routingApplied = defineEvent('routing.configuration-applied.v1', applied);

/** Texts that have not left. */
export const gatewayUsage = defineEvent('gateway.usage-counted.v1', counted);
/** Conversations that are not closed. */
export const conversationsUsage = defineEvent('conversations.usage-counted.v1', counted);
/** Work items that are not done. */
export const routingUsage = defineEvent('routing.usage-counted.v1', counted);
