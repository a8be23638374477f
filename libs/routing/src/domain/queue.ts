import type { AgentId, QueueId, Slug } from '#contracts';

/** A line of waiting work items and the agents who serve it (product.md 9). */
export interface Queue {
  readonly id: QueueId;
  readonly version: number;
  readonly slug: Slug;
  readonly name: string;
  /** A smaller number is more important. */
  readonly priority: number;
}

/** What an administrator says of a queue. */
export type QueueSettings = Pick<Queue, 'slug' | 'name' | 'priority'> & { readonly memberIds: readonly AgentId[] };

/** Whether the queue already is as asked; members are a set. */
export function isAsAsked(queue: Queue, members: readonly AgentId[], asked: QueueSettings): boolean {
  const { slug, name, priority, memberIds } = asked;
  const known = new Set(members);
  const wanted = new Set(memberIds);
  const sameMembers = known.size === wanted.size && [...wanted].every((id) => known.has(id));
  return sameMembers && queue.slug === slug && queue.name === name && queue.priority === priority;
}
