import { gatewayApplied, gatewayUsage } from '#contracts';
import { copyKeeper as makeCopyKeeper } from '#copies';
import { countUnsent } from './storage/count-unsent.ts';

/** What we say of our copies of the configuration. What is on its way out is used by texts that have not left. */
export const copyKeeper = makeCopyKeeper({ applied: gatewayApplied, usage: gatewayUsage, count: countUnsent });
