import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Cause } from './transaction.ts';

const causes = new AsyncLocalStorage<Cause>();

/** Whatever `work` does, it does because of this. The HTTP door calls it once for each request. */
export const because = <T>(cause: Cause, work: () => T): T => causes.run(cause, work);

/** Whatever `work` does, it does by itself, whoever happened to start it. */
export const byItself = <T>(work: () => T): T => causes.exit(work);

/** Why the code that asks is running. */
export const currentCause = (): Cause => causes.getStore() ?? { correlationId: randomUUID(), causationId: null };
