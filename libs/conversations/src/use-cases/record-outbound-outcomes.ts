import type { Transaction } from '#event-bus';
import type { Message } from '../domain/message.ts';
import { outbound, sendOutbound } from '../storage/outbound.ts';
import type { OutboundContact } from '../storage/outbound.tables.ts';

/** What became of texts of runs: delivered, or not, and then they are sent again where the run says so and there is time. */
export async function recordOutboundOutcomes(tx: Transaction, changed: readonly Message[]): Promise<void> {
  const ours = new Map(changed.filter(({ authorKind }) => authorKind === 'campaign').map((text) => [text.id, text]));
  if (ours.size === 0) return;
  const contacts = await outbound(tx).byMessages([...ours.keys()]);
  const runs = await outbound(tx).runsOf(contacts.map(({ runId }) => runId));
  const ended = contacts.flatMap((contact): OutboundContact[] => {
    const { deliveryState, deliveryReason } = ours.get(contact.messageId!)!;
    if (deliveryState === 'delivered') return [{ ...contact, state: 'delivered', reason: null }];
    if (deliveryState !== 'undelivered' && deliveryState !== 'failed') return [];
    const run = runs.get(contact.runId)!;
    const again = new Date(tx.now.getTime() + run.reattemptAfterMinutes * 60_000);
    const mayTry = contact.attempts < run.attempts && again < run.endsAt && deliveryReason !== 'opted-out';
    return [
      mayTry && run.state !== 'cancelled'
        ? { ...contact, state: 'pending', reason: deliveryReason, dueAt: run.state === 'paused' ? null : again }
        : { ...contact, state: 'not-delivered', reason: deliveryReason ?? 'other' },
    ];
  });
  if (ended.length === 0) return;
  await outbound(tx).saveContacts(ended);
  if (ended.some(({ state }) => state === 'pending')) tx.wake(sendOutbound);
}
