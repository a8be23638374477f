import type { Companion } from './conversation.ts';

/** For how long somebody takes part of whose desk nothing is heard, in milliseconds: who reads along unseen, and who joined. */
export const silentMs = { unseen: 120_000, joined: 900_000 };

/** A timer that fires so much too late was held up: the desk could not be heard either. */
const lateMs = 30_000;

/** When somebody does not take part any more who reads along or joined, unless their desk is heard of after `seenAt` (product.md 18.4). */
export const lapsesAt = ({ speaks }: Pick<Companion, 'speaks'>, seenAt: Date): Date =>
  new Date(seenAt.getTime() + (speaks ? silentMs.joined : silentMs.unseen));

/** The same for who looks at it when that may be; `plannedFor`: when they were to look. After an outage of ours desks have the whole time to come back. */
export const lapsesAfter = (
  part: Pick<Companion, 'speaks'>,
  seenAt: Date,
  { plannedFor, now }: { readonly plannedFor: Date; readonly now: Date },
): Date => lapsesAt(part, now.getTime() - plannedFor.getTime() > lateMs ? now : seenAt);
