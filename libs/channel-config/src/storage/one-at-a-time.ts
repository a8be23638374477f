import type { Transaction } from '#event-bus';

/** Nobody else changes the configuration until this transaction is over: what is found free stays free, and what is unused unused. */
export const oneAtATime = ({ manager }: Transaction): Promise<unknown> =>
  manager.query(`SELECT pg_advisory_xact_lock(hashtext('channel_config'))`);
