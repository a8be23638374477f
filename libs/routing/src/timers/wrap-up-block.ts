import { z } from 'zod';
import { workItemId } from '#contracts';
import { defineTimer, type TimerContract } from '#event-bus';
import { workItems } from '../storage/work-items.ts';
import { endBlock } from '../use-cases/block-wrap-up.ts';

/** Stands for a wrap-up that keeps its agent's capacity for a time. */
export const wrapUpBlock: TimerContract<Record<string, never>> = defineTimer(
  'wrap-up-block',
  z.object({}),
  async (tx, subject) => endBlock(tx, await workItems(tx).lockAssigned([workItemId.parse(subject)])),
);
