import { z } from 'zod';
import { agentId } from '#contracts';
import { defineTimer, type TimerContract } from '#event-bus';
import { loseAgent } from '../use-cases/lose-agent.ts';

/** Stands for every agent who disconnected and may still be back in time to find their conversations. */
export const agentLost: TimerContract<Record<string, never>> = defineTimer(
  'agent-lost',
  z.object({}),
  async (tx, subject) => {
    const again = await loseAgent(tx, agentId.parse(subject));
    if (again) await tx.schedule(agentLost, subject, again, {});
  },
);
