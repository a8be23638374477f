import { z } from 'zod';
import { defineTimer, type TimerContract } from '#event-bus';
import { seekConsult } from '../use-cases/seek-consult.ts';

/** Stands for a queue that is asked for advice: looks for somebody of it again, until one agrees or the time is over. */
export const consultSearch: TimerContract<Record<string, never>> = defineTimer(
  'consult-search',
  z.object({}),
  async (tx, subject) => {
    const again = await seekConsult(tx, subject);
    if (again) await tx.schedule(consultSearch, subject, again, {});
  },
);
