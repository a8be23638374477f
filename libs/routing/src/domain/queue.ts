import { queueRequest, type QueueId, type QueueRequest } from '#contracts';
import { isSame } from './differences.ts';

/** A line of waiting work items and how it is served (product.md 9); who serves it is kept apart. */
export interface Queue extends Omit<QueueRequest, 'memberIds'> {
  readonly id: QueueId;
  readonly version: number;
  /** It is gone, and stays for what was in it. */
  readonly removedAt: Date | null;
}

/** What an administrator says of a queue. */
export type QueueSettings = QueueRequest;

const fields = Object.keys(queueRequest.shape) as readonly (keyof QueueRequest)[];

/** What an administrator says of this queue. Who serves it is a set. */
export function settingsOf(queue: Queue, memberIds: QueueRequest['memberIds']): QueueSettings {
  const all = { ...queue, memberIds: [...new Set(memberIds)].toSorted() };
  return Object.fromEntries(fields.map((field) => [field, all[field]])) as QueueSettings;
}

/** Whether the queue already is as asked. */
export const isAsAsked = (queue: Queue, members: QueueRequest['memberIds'], asked: QueueSettings): boolean =>
  isSame(settingsOf(queue, members), { ...asked, memberIds: [...new Set(asked.memberIds)].toSorted() });

/** Every queue that this one sends work to, by the field that names it. */
export const transfersOf = ({ overflow }: Pick<Queue, 'overflow'>): readonly (readonly [field: string, QueueId])[] =>
  (['outOfHours', 'workItemLimit', 'waitingTime'] as const).flatMap((condition) => {
    const to = overflow[condition]?.queueId;
    return to ? [[`overflow.${condition}.queueId`, to] as const] : [];
  });
