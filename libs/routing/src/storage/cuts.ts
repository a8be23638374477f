import { createHash } from 'node:crypto';
import type { QueueId } from '#contracts';

/*
 * `work_item.cut` says into which line of its queue an item was cut: by which queue's rules in which version, and what they see of it. So what
 * was cut by other rules than those in force is seen in the lines themselves, whatever changed: rules, method, or the queue it waits in.
 */
const partOf = (queueId: QueueId) => queueId.slice(-12);

/** Stands for the rules of a queue in one version. */
export const cutOf = ({ queueId, version }: { readonly queueId: QueueId; readonly version: number }): string =>
  `${partOf(queueId)}.${version}`;

/** As it is stored; empty where no rules are in force. */
export function writeCut(by: string, looks: string): string {
  return looks === '' ? by : `${by} ${createHash('sha256').update(looks).digest('hex').slice(0, 20)}`;
}

/** Whether this was cut by these rules; by none: it was cut by none. */
export const isCutBy = (stored: string, by: string | undefined): boolean => stored.split(' ')[0] === (by ?? '');

/** Whether this was cut by rules of the queue that it waits in, whatever their version. */
export const isCutIn = (stored: string, queueId: QueueId): boolean => stored.startsWith(`${partOf(queueId)}.`);
