import { z } from 'zod';
import { agentId } from '../ids.ts';
import { askedColleagueView, myWorkView } from './asked-colleagues.ts';
import { conversationView, messageView } from './conversations.ts';
import { cardView, translationView } from './assistants.ts';
import { contextView } from './customers.ts';
import { privateMessageView } from './handling.ts';
import { openLineView } from './open-line.ts';
import { preferencesView } from './people.ts';
import { queueView } from './queues.ts';
import { agentView, offerView, workItemView } from './routing.ts';
import { webhookView } from './webhooks.ts';

const frame = <Kind extends string, View extends z.ZodType>(kind: Kind, view: View) =>
  z.object({ kind: z.literal(kind), id: z.uuid(), version: z.number().int(), view });

/** What a supervisor tells the agents of many conversations at once (product.md 18.4). */
export const noticeView = z.object({
  /** Of the job that says it. */
  id: z.uuid(),
  text: z.string(),
  by: z.object({ agentId, name: z.string() }),
  at: z.iso.datetime(),
});

/** What changed, said after commit: the same view that the service's lists answer with (decisions K). */
export const liveFrame = z.discriminatedUnion('kind', [
  frame('conversation', conversationView),
  frame('message', messageView),
  frame('context', contextView),
  frame('card', cardView),
  frame('translation', translationView),
  frame('private-message', privateMessageView),
  frame('offer', offerView),
  frame('work-item', workItemView),
  frame('agent', agentView),
  frame('queue', queueView),
  frame('webhook', webhookView),
  frame('open-line', openLineView),
  frame('asked-colleague', askedColleagueView),
  frame('my-work', myWorkView),
  frame('notice', noticeView),
  frame('preferences', preferencesView),
]);
export type LiveFrame = z.output<typeof liveFrame>;

/** Who may see a frame: these agents, and supervisors where it says so, or administrators alone. */
export const liveAudience = z.object({
  agents: z.array(agentId),
  supervisors: z.boolean(),
  administrators: z.boolean().optional(),
});
export type LiveAudience = z.output<typeof liveAudience>;
