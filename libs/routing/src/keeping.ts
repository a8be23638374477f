import { routingApplied, routingUsage } from '#contracts';
import { copyKeeper as makeCopyKeeper } from '#copies';
import { countNotDone } from './storage/count-not-done.ts';

/** What we say of our copies of workstreams. One on its way out is used by work that is not done. */
export const copyKeeper = makeCopyKeeper({ applied: routingApplied, usage: routingUsage, count: countNotDone });
