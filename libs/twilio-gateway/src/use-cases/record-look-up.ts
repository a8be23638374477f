import type { MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Delivery, neverSent, observe, stillInDoubt } from '../domain/delivery.ts';
import { reportOf } from '../domain/listed-text.ts';
import { type Finding, findDoubtful, type Listing } from '../domain/look-up.ts';
import { claimedAmong, deliveries, type DoubtfulPair } from '../storage/deliveries.ts';
import { keepDeliveries } from './keep-deliveries.ts';

/**
 * Decides what became of texts in doubt by what Twilio lists of them, `readAt` (domain/look-up.ts). Those that came into doubt while Twilio
 * was asked are left for the next time. Answers what was found of each.
 */
export async function recordLookUp(
  tx: Transaction,
  pair: DoubtfulPair,
  /** Those that were looked for. */
  asked: ReadonlySet<MessageId>,
  listing: Listing,
  readAt: Date,
  absentAfterMs: number,
): Promise<readonly Finding['kind'][]> {
  const doubtful = (await deliveries(tx).inDoubt(pair)).filter(
    ({ messageId, submittedAt, changedAt }) =>
      asked.has(messageId) && (submittedAt ?? changedAt) <= readAt && changedAt <= readAt,
  );
  // a text whose SID is not known yet could be taken for one of these
  if (doubtful.length === 0 || (await deliveries(tx).isSubmitting(pair))) return [];
  const sids = listing.kind === 'listed' ? listing.texts.map(({ sid }) => sid) : [];
  const claimed = await claimedAmong(tx.manager, sids);
  const findings = findDoubtful(doubtful, listing, claimed, readAt, absentAfterMs);
  const decided = doubtful.map((before) => {
    const finding = findings.get(before.messageId)!;
    return { before, finding, after: become(before, finding, tx.now) };
  });
  await deliveries(tx).keepObservations(
    decided
      .filter(({ finding }) => finding.kind !== 'later')
      .map(({ before, after, finding }) => ({
        id: tx.newId(),
        observedAt: tx.now,
        messageId: before.messageId,
        source: 'list',
        word: finding.kind === 'found' ? reportOf(finding.text).word : finding.kind,
        providerSid: after.providerSid,
        errorCode: after.errorCode,
        effect: after.state === before.state ? 'nothing' : 'moved',
      })),
  );
  const isLater = ({ finding }: (typeof decided)[number]) => finding.kind === 'later' || finding.kind === 'undecided';
  // nobody needs to hear that nothing is known yet
  await deliveries(tx).save(decided.filter(isLater).map(({ after }) => after));
  await keepDeliveries(
    tx,
    decided.filter((one) => !isLater(one)),
  );
  tx.wake('send-deliveries');
  return decided.map(({ finding }) => finding.kind);
}

function become(delivery: Delivery, finding: Finding, now: Date): Delivery {
  switch (finding.kind) {
    case 'found':
      return observe(delivery, reportOf(finding.text), now).delivery;
    case 'absent':
      return neverSent(delivery, now);
    case 'later':
      return stillInDoubt(delivery, finding.at);
    case 'undecided':
      return stillInDoubt(delivery, null);
  }
}
