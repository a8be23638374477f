import {
  defaultQueueId,
  mostServing,
  queueRequest,
  Refusal,
  type QueueId,
  type QueueRequest,
  type Slug,
} from '#contracts';
import { isSame } from './differences.ts';

/** A line of waiting work items and how it is served (product.md 9); who serves it is kept apart. */
export interface Queue extends Omit<QueueRequest, 'memberIds'> {
  readonly id: QueueId;
  readonly version: number;
  /** The queue that it was made as a copy of; null: of none. */
  readonly copiedFrom: QueueId | null;
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

/** Whether it is the queue that Parley keeps for itself (product.md 9.3). */
export const isDefault = ({ id }: Pick<Queue, 'id'>): boolean => id === defaultQueueId;

/** What the default queue is called, also before it is made. */
export const defaultQueueName = 'Default queue';

/** The default queue as it is made, under a slug that is free. */
export const aDefaultQueue = (slug: Slug): Queue => {
  const { memberIds: _everybody, ...settings } = queueRequest.parse({ slug, name: defaultQueueName });
  return { ...settings, id: defaultQueueId, version: 1, copiedFrom: null, removedAt: null };
};

/** A setting of the default queue that is asked to be another, and stays as it is: all but the assignment method and who serves it. */
export const fixedFieldIn = (known: Queue, asked: Omit<QueueSettings, 'memberIds'>): string | undefined =>
  fields.find((field) => field !== 'assignmentMethod' && field !== 'memberIds' && !isSame(known[field], asked[field]));

/**
 * What may be asked of the default queue: another assignment method. It is served by whom it is served by. Refuses with `default-queue`, by the
 * field that stays as it is, and while there is none: nobody but Parley makes it.
 */
export function onlyTheMethod(
  known: Queue | null,
  members: QueueRequest['memberIds'],
  asked: QueueSettings,
): QueueSettings {
  if (!known) throw new Refusal('default-queue', 'The default queue is made by Parley when it is needed.', 'id');
  const field = fixedFieldIn(known, asked);
  if (field)
    throw new Refusal('default-queue', 'Of the default queue only the assignment method can be changed.', field);
  return { ...asked, memberIds: members };
}

/** How many more agents serve the queue than may (product.md 9.1), in words; null: no more. The default queue is served by everybody (9.3). */
export function tooManyServing(queue: Pick<Queue, 'id' | 'name' | 'assignmentMethod'>, serving: number): string | null {
  const most = mostServing(queue.assignmentMethod);
  if (isDefault(queue) || serving <= most) return null;
  return `At most ${most.toLocaleString('en')} agents may serve ${queue.name}, whose assignment method is ${queue.assignmentMethod}.`;
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
