import type { Transaction } from '#event-bus';
import type { Message } from '../domain/message.ts';
import { answerBy, heldUpUntil } from '../domain/outbound.ts';
import { settings } from '../storage/configuration-copies.ts';
import { outbound, sendOutbound } from '../storage/outbound.ts';
import type { OutboundContact, OutboundRun } from '../storage/outbound.tables.ts';
import { momentsOf } from './outbound-run.ts';

/**
 * What became of texts of runs: they left, which makes room for others; they were delivered, or not, and then they are sent again where the run says
 * so and there is time. Which never left because it became quiet is sent when that is over, and was no attempt; nor was which was called back
 * because the run was held up (it is written anew when the run goes on) or ended.
 */
export async function recordOutboundOutcomes(tx: Transaction, changed: readonly Message[]): Promise<void> {
  const ours = new Map(changed.filter(({ authorKind }) => authorKind === 'campaign').map((text) => [text.id, text]));
  if (ours.size === 0) return;
  const contacts = await outbound(tx).byMessages([...ours.keys()]);
  const runs = await outbound(tx).runsOf(contacts.map(({ runId }) => runId));
  const isAnyLost = [...ours.values()].some(({ deliveryState }) => isLost(deliveryState));
  const rules = isAnyLost ? (await settings(tx).inForce()).organisation.outbound : null;
  const ended = contacts.flatMap((before): OutboundContact[] => {
    const { deliveryState, deliveryReason } = ours.get(before.messageId!)!;
    if (deliveryState === 'queued' || deliveryState === 'submitting') return [];
    const run = runs.get(before.runId)!;
    const contact = { ...before, waits: false };
    // the time for an answer begins when the customer has the text; where nobody tells of that, when it left
    const keepUntil = run.firstResponseMinutes === null ? contact.keepUntil : answerBy(run, tx.now);
    if (deliveryState === 'delivered')
      return [{ ...contact, state: 'delivered', reason: null, dueAt: null, keepUntil }];
    if (!isLost(deliveryState)) return before.waits ? [{ ...contact, keepUntil }] : [];
    const isOver = run.state === 'cancelled';
    const dueAt = (at: Date) => (run.state === 'paused' ? null : at);
    if (deliveryReason === 'called-back') {
      const anew = { ...contact, ...unsent, reason: null, attempts: contact.attempts - 1 };
      return [isOver ? { ...anew, state: 'cancelled' as const } : { ...anew, dueAt: dueAt(tx.now) }];
    }
    const quietUntil = rules && heldUpUntil(contact, deliveryReason, rules, tx.now);
    if (quietUntil && !isOver)
      return [
        quietUntil < run.endsAt
          ? { ...contact, ...unsent, attempts: contact.attempts - 1, dueAt: dueAt(quietUntil) }
          : { ...contact, ...unsent, state: 'expired' as const },
      ];
    const again = new Date(tx.now.getTime() + run.reattemptAfterMinutes * 60_000);
    const mayTry = contact.attempts < run.attempts && again < run.endsAt && deliveryReason !== 'opted-out';
    return [
      mayTry && !isOver
        ? { ...contact, state: 'pending', reason: deliveryReason, dueAt: dueAt(again) }
        : { ...contact, state: 'not-delivered', reason: deliveryReason ?? 'other' },
    ];
  });
  if (ended.length === 0) return;
  await outbound(tx).saveContacts(await paced(tx, ended, runs));
  if (contacts.some(({ waits }) => waits) || ended.some(({ state }) => state === 'pending')) tx.wake(sendOutbound);
}

const isLost = (state: Message['deliveryState']): boolean => state === 'undelivered' || state === 'failed';

/** Nothing was ever written to them. */
const unsent = {
  state: 'pending',
  reason: 'quiet-hours',
  dueAt: null,
  messageId: null,
  sentAt: null,
  keepUntil: null,
  text: null,
} as const;

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
