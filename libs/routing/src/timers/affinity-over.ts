import { z } from 'zod';
import { workItemId } from '#contracts';
import { defineTimer, type TimerContract } from '#event-bus';
import { endAffinity } from '../use-cases/favour-agents.ts';

/** Stands for an item that waits for the agent who had its conversation before. */
export const affinityOver: TimerContract<Record<string, never>> = defineTimer(
  'affinity-over',
  z.object({}),
  (tx, subject) => endAffinity(tx, workItemId.parse(subject)),
);
