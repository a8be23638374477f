import type { Database } from '#event-bus';
import { begin, conclude, faultOf, type Provisioning } from '../domain/provisioning.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { provisioning } from '../storage/provisioning.ts';

/**
 * Provisions SMS: writes down that it began, looks whether this installation can do it, writes down what came of it. Two transactions, so
 * that an interruption is seen and the next attempt goes on; the same again where it is done changes nothing (product.md 1).
 */
export async function provisionSms(database: Database, publicBase: string): Promise<Provisioning> {
  await step(database, (known, now) => begin(known, now));
  const fault = faultOf(publicBase);
  return step(database, (known, now) => conclude(known, fault, now));
}

const step = (database: Database, next: (known: Provisioning, now: Date) => Provisioning): Promise<Provisioning> =>
  database.transact(async (tx) => {
    await oneAtATime(tx);
    const known = await provisioning(tx).sms();
    const stepped = next(known, tx.now);
    if (stepped !== known) await provisioning(tx).save(stepped);
    return stepped;
  });
