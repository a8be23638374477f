import { z } from 'zod';
import type { ConversationId } from '#contracts';
import { defineTimer, type Transaction } from '#event-bus';
import { giveUpFinding } from '../use-cases/find-skills.ts';

/** As long as a skill finder may take at most, and a second for the way, in milliseconds. */
const atMostMs = 11_000;

/** Nobody waits for skill finders any more, whatever became of those who asked them. */
export const skillsLongEnough = defineTimer('give-up-finding', z.object({}), (tx, subject) =>
  giveUpFinding(tx, subject),
);

export const planGivingUp = (tx: Transaction, ids: readonly ConversationId[]): Promise<void> =>
  tx.scheduleAll(
    skillsLongEnough,
    ids.map((subject) => ({ subject, dueAt: new Date(tx.now.getTime() + atMostMs), data: {} })),
  );
