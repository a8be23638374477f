import type { Transaction } from '#event-bus';
import { observe } from '../domain/delivery.ts';
import { type ListedText, reportOf } from '../domain/listed-text.ts';
import { deliveries } from '../storage/deliveries.ts';
import { silentDeliveries } from '../storage/silent-deliveries.ts';
import { keepDeliveries } from './keep-deliveries.ts';

/** Takes in what Twilio's list says of outgoing texts, as if their callbacks had come. Answers how many came further. */
export async function recoverStates(tx: Transaction, listed: readonly ListedText[]): Promise<number> {
  const reports = new Map(listed.map((text) => [text.sid, reportOf(text)]));
  const waiting = await silentDeliveries(tx).find([...reports.keys()]);
  const observed = waiting.flatMap((before) => {
    const report = before.providerSid === null ? undefined : reports.get(before.providerSid);
    return report ? [{ before, report, ...observe(before, report, tx.now) }] : [];
  });
  const told = observed.filter(({ effect }) => effect !== 'nothing');
  if (told.length === 0) return 0;
  await deliveries(tx).keepObservations(
    told.map(({ delivery: { messageId }, report, effect }) => ({
      id: tx.newId(),
      observedAt: tx.now,
      messageId,
      source: 'list',
      word: report.word,
      providerSid: report.providerSid,
      errorCode: report.errorCode,
      effect,
    })),
  );
  const changed = told.filter(({ before, delivery }) => delivery !== before);
  await keepDeliveries(
    tx,
    changed.map(({ before, delivery: after }) => ({ before, after })),
  );
  return changed.length;
}
