import { z } from 'zod';
import { defineTimer, type TimerContract } from '#event-bus';
import { eraseSomeOf } from '../use-cases/erase-customer.ts';

/** Forgets a customer, some conversations at a time, until nothing is left of them. */
export const eraseSome: TimerContract<Record<string, never>> = defineTimer(
  'erase-customer',
  z.object({}),
  async (tx, id) => {
    if (await eraseSomeOf(tx, id)) await tx.schedule(eraseSome, id, tx.now, {});
  },
);
