import { z } from 'zod';
import { agentId, conversationId, offerId, queueId, workItemId } from '../ids.ts';

const at = z.iso.datetime();

/** A colleague whom I asked to take a conversation over, or for advice about it, and what they answered (product.md 18.2, 18.3). */
export const askedColleagueView = z
  .object({
    id: offerId,
    version: z.int(),
    workItemId,
    conversationId,
    slot: z.enum(['consult', 'transfer']),
    agentId,
    name: z.string(),
    /** `offered`: not answered yet. */
    state: z.enum(['offered', 'accepted', 'rejected', 'timed-out', 'withdrawn', 'lost']),
    askedAt: at,
    /** Until when they may answer. */
    expiresAt: at,
    endedAt: at.nullable(),
  })
  .meta({ id: 'AskedColleague' });
export type AskedColleagueView = z.output<typeof askedColleagueView>;

/** My part in the work that a conversation is now. */
export const myWorkView = z
  .object({
    /** Null where I have no part in it. */
    workItemId: workItemId.nullable(),
    conversationId,
    /** `primary`: I have it; `consult`: I am asked for advice; `none`: neither, or routing has not heard of it yet and says so by a frame when it has. */
    part: z.enum(['primary', 'consult', 'none']),
    /** Whom I asked about it, the latest first; at most 50. */
    asked: z.array(askedColleagueView),
  })
  .meta({ id: 'MyWork' });
export type MyWorkView = z.output<typeof myWorkView>;

/** What I am offered or have, each with its queue and the seconds within which that promises an answer; null: it promises nothing. */
export const myHandsView = z.object({
  items: z.array(z.object({ conversationId, queueId, answerWithinSeconds: z.int().positive().nullable() })),
});
export type MyHandsView = z.output<typeof myHandsView>;
