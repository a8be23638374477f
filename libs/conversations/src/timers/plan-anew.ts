import { z } from 'zod';
import { type WorkstreamId, workstreamId } from '#contracts';
import { defineTimer, type Transaction } from '#event-bus';
import { planSomeAnew } from '../use-cases/plan-anew.ts';

/** Conversations of a workstream follow what was changed of their limits and rules: some in each transaction, in the order of ids. */
export const planAnewTimer = defineTimer(
  'plan-anew',
  z.object({ after: z.uuid().nullable() }),
  async (tx, id, { after }) => {
    const next = await planSomeAnew(tx, workstreamId.parse(id), after);
    if (next) await tx.schedule(planAnewTimer, id, tx.now, { after: next });
  },
);

/** What these workstreams' conversations were planned by has changed. */
export const planAnew = (tx: Transaction, workstreams: readonly WorkstreamId[]): Promise<void> =>
  tx.scheduleAll(
    planAnewTimer,
    [...new Set(workstreams)].map((subject) => ({ subject, dueAt: tx.now, data: { after: null } })),
  );
