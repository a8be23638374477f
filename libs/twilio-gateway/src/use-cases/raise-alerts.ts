import type { ChannelId } from '#contracts';
import type { Transaction } from '#event-bus';
import { meaningOf } from '../domain/error-codes.ts';
import { alerts, keyOf, type Trouble } from '../storage/alerts.ts';
import { deliveries } from '../storage/deliveries.ts';

/**
 * Alerts administrators to what stands in the way of a sender, once for each code. What happens to anybody now and then, such as a carrier's
 * filter, is an alert only when it happened to many of the sender's last texts (twilio.md 4.11); from then on each time counts.
 */
export async function raiseAlerts(
  tx: Transaction,
  troubles: readonly (Trouble & { readonly channelId: ChannelId })[],
): Promise<void> {
  const raised: Trouble[] = troubles.filter((one) => !alarmOf(one));
  const rare = troubles.filter(alarmOf);
  if (rare.length > 0) {
    const open = await alerts(tx).open(rare);
    raised.push(...rare.filter((one) => open.has(keyOf(one))));
    const others = [...new Map(rare.map((one) => [keyOf(one), one])).values()].filter((one) => !open.has(keyOf(one)));
    const counts = await deliveries(tx).countOfLast(others.map((one) => ({ ...one, ofLast: alarmOf(one)!.ofLast })));
    others.forEach((one, n) => {
      const times = counts[n]!;
      if (times >= alarmOf(one)!.times) raised.push({ ...one, times });
    });
  }
  if (raised.length > 0) await alerts(tx).raise(raised);
}

const alarmOf = ({ errorCode }: Trouble) => meaningOf(errorCode).alarmsFrom;
