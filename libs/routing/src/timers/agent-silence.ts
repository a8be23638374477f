import { z } from 'zod';
import { agentId } from '#contracts';
import { defineTimer } from '#event-bus';
import { noticeSilence } from '../use-cases/notice-silence.ts';

/** Stands for every connected agent: looks whether anything was heard of them, and again 30 s after the last sign of life. */
export const agentSilence = defineTimer('agent-silence', z.object({}), async (tx, subject) => {
  const again = await noticeSilence(tx, agentId.parse(subject));
  if (again) await tx.schedule(agentSilence, subject, again, {});
});
