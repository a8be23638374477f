import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Cause } from './transaction.ts';

const causes = new AsyncLocalStorage<Cause>();

/** Whatever `work` does, it does because of this. The HTTP door calls it once for each request. */
export const because = <T>(cause: Cause, work: () => T): T => causes.run(cause, work);

/** Why the code that asks is running. */
export const currentCause = (): Cause => causes.getStore() ?? { correlationId: randomUUID(), causationId: null };
