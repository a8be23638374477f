import { setTimeout as pass } from 'node:timers/promises';
import type { Database } from '#event-bus';
import { assignWork } from '../use-cases/assign-work.ts';

/** How long to leave a cycle of another replica alone. It may not have seen what woke us, so we come again. */
const patienceMs = 40;

/** One assignment cycle; true when there may be more at once. */
export async function runAssignment(database: Database): Promise<boolean> {
  const cycle = await database.transact((tx) => assignWork(tx));
  if (cycle === 'elsewhere') await pass(patienceMs);
  return cycle !== 'done';
}
