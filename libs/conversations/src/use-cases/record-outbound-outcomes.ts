import type { Transaction } from '#event-bus';
import type { Message } from '../domain/message.ts';
import { answerBy } from '../domain/outbound.ts';
import { outbound, sendOutbound } from '../storage/outbound.ts';
import type { OutboundContact, OutboundRun } from '../storage/outbound.tables.ts';
import { momentsOf } from './outbound-run.ts';

/** What became of texts of runs: delivered, or not, and then they are sent again where the run says so and there is time. */
export async function recordOutboundOutcomes(tx: Transaction, changed: readonly Message[]): Promise<void> {
  const ours = new Map(changed.filter(({ authorKind }) => authorKind === 'campaign').map((text) => [text.id, text]));
  if (ours.size === 0) return;
  const contacts = await outbound(tx).byMessages([...ours.keys()]);
  const runs = await outbound(tx).runsOf(contacts.map(({ runId }) => runId));
  const ended = contacts.flatMap((contact): OutboundContact[] => {
    const { deliveryState, deliveryReason } = ours.get(contact.messageId!)!;
    const run = runs.get(contact.runId)!;
    if (deliveryState === 'delivered') {
      // the time for an answer begins when the customer has the text
      const keepUntil = run.firstResponseMinutes === null ? contact.keepUntil : answerBy(run, tx.now);
      return [{ ...contact, state: 'delivered', reason: null, keepUntil }];
    }
    if (deliveryState !== 'undelivered' && deliveryState !== 'failed') return [];
    const again = new Date(tx.now.getTime() + run.reattemptAfterMinutes * 60_000);
    const mayTry = contact.attempts < run.attempts && again < run.endsAt && deliveryReason !== 'opted-out';
    return [
      mayTry && run.state !== 'cancelled'
        ? { ...contact, state: 'pending', reason: deliveryReason, dueAt: run.state === 'paused' ? null : again }
        : { ...contact, state: 'not-delivered', reason: deliveryReason ?? 'other' },
    ];
  });
  if (ended.length === 0) return;
  await outbound(tx).saveContacts(await paced(tx, ended, runs));
  if (ended.some(({ state }) => state === 'pending')) tx.wake(sendOutbound);
}

/** What is sent again keeps to the pace of its run, too. */
async function paced(
  tx: Transaction,
  ended: readonly OutboundContact[],
  runs: ReadonlyMap<string, OutboundRun>,
): Promise<readonly OutboundContact[]> {
  const again = ended.filter(({ state, dueAt }) => state === 'pending' && dueAt !== null);
  const moments = new Map<string, Date>();
  const byRun = Map.groupBy(again, (contact) => contact.runId);
  for (const [runId, contacts] of [...byRun].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const found = await momentsOf(tx, runs.get(runId)!, contacts.length, contacts[0]!.dueAt!);
    found.forEach((moment, n) => moments.set(contacts[n]!.id, moment));
  }
  return ended.map((contact) => ({ ...contact, dueAt: moments.get(contact.id) ?? contact.dueAt }));
}
