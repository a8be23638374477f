import { z } from 'zod';
import { agentId } from '#contracts';
import { defineTimer, type TimerContract } from '#event-bus';
import { noticeLeaving } from '../use-cases/notice-silence.ts';

/** Stands for an agent whose last desk closed a moment ago, and may only have been reloaded. */
export const agentLeft: TimerContract<{ at: string }> = defineTimer(
  'agent-left',
  z.object({ at: z.iso.datetime() }),
  (tx, subject, { at }) => noticeLeaving(tx, agentId.parse(subject), new Date(at)),
);
