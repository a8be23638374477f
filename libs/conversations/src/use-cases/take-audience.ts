import { hourMs, type OutboundContactRequest } from '#contracts';
import { forgottenCustomers } from '#copies';
import type { Database, Transaction } from '#event-bus';
import { normaliseCustomerNumber } from '#phone';
import type { VariableTypes } from '../domain/variables.ts';
import { audiences, takeAudience } from '../storage/audiences.ts';
import { settings } from '../storage/configuration-copies.ts';
import { outbound } from '../storage/outbound.ts';
import type { OutboundRun } from '../storage/outbound.tables.ts';
import { variablesOfAnswers } from './check-contacts.ts';
import { addToRun, countRequest, mustGoOn } from './outbound-run.ts';

/**
 * Keeps an audience as it is read, part by part, each in a transaction of its own: nothing of it is taken before all of it was read, and of one with a
 * mistake in it nothing at all (product.md 29.2). Throws what `parts` throws; refuses with `too-many-requests`, as one request.
 */
export async function keepAudience(
  database: Database,
  run: Pick<OutboundRun, 'id'>,
  parts: AsyncIterable<readonly OutboundContactRequest[]>,
): Promise<void> {
  const audienceId = await database.transact(async (tx) => {
    const id = tx.newId();
    await audiences(tx).begin(id, run.id);
    return id;
  });
  try {
    let nth = 0;
    for await (const contacts of parts) {
      const part = { audienceId, nth: (nth += 1), contacts: [...contacts] };
      await database.transact((tx) => audiences(tx).keepPart(part));
    }
    await database.transact(async (tx) => {
      await countRequest(tx, (await settings(tx).inForce()).organisation.outbound.requestsPerHour);
      await audiences(tx).isRead(audienceId);
      tx.wake(takeAudience);
    });
  } catch (error) {
    await database.transact((tx) => audiences(tx).forget(audienceId));
    throw error;
  }
}

/** Takes one part of a file that was read into its run. True when there may be more. */
export async function takeSomeAudience(tx: Transaction, country: string): Promise<boolean> {
  await audiences(tx).forgetUnread(new Date(tx.now.getTime() - hourMs));
  const part = await audiences(tx).nextPart();
  if (!part) return false;
  const run = await outbound(tx).getRun(part.runId);
  if (run.state === 'cancelled') {
    await audiences(tx).stop(part.audienceId);
    return true;
  }
  // whoever was forgotten since the file came is in no file of before
  const contacts = await forgottenCustomers(tx).exclude(part.contacts, ({ to }) => {
    const customer = normaliseCustomerNumber(to, country);
    return customer && { customer, at: part.begunAt };
  });
  await audiences(tx).tookPart(part, await addToRun(tx, run, contacts, country, { byFile: true }));
  return true;
}

/** The run a file is for, and what the variables of its answers hold. Refuses with `run-not-found`, and `run-over` as `mustGoOn` does. */
export async function runForAudience(
  tx: Transaction,
  id: string,
): Promise<{ readonly run: OutboundRun; readonly types: VariableTypes }> {
  const run = await outbound(tx).getRun(id);
  mustGoOn(run, tx.now);
  return { run, types: await variablesOfAnswers(tx, run) };
}
