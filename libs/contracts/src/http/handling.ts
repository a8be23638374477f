import { z } from 'zod';
import { agentId, conversationId, messageId, queueId } from '../ids.ts';
import { openEnum } from '../vocabulary.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();

/**
 * Why a session is over (product.md 17.6). Those of its list that no event brings about are not among them: no text has a customer's side that
 * disconnects (20); while work waits in a queue nobody has a session that its overflow could move (15, 24); an agent's transfer to a queue is 10, and never
 * 23; an offer stays on the screen over a refresh (64).
 */
export const closureReasons = [
  'default',
  'agent-reject',
  'agent-timeout',
  'conversation-timeout',
  'auto-close',
  'agent-closed',
  'conversation-closed',
  'agent-transferred',
  'agent-transfer-to-queue',
  'agent-disconnected',
  'agent-rerouted',
  'supervisor-assign-to-queue',
  'supervisor-transfer-to-agent',
  'force-close',
  'system-reject',
  'add-agent-failed',
  'virtual-agent-closed',
  'bot-transfer-to-agent',
  'bot-end-conversation',
  'overflow-end-conversation',
  'inqueue-overflow-end-conversation',
  'agent-end-conversation',
  'customer-end-conversation',
  'manually-closed-session',
  'maximum-sessions-reached',
  'customer-non-response',
  'agent-non-response',
  'moved-to-waiting',
] as const;
export const closureReason = openEnum(closureReasons);
export type ClosureReason = z.output<typeof closureReason>;

/** One stretch in which an agent was asked to handle a conversation, or did, or in which a bot had it (product.md 17.6). */
export const sessionView = z
  .object({
    id: z.uuid(),
    conversationId,
    /** Null: a bot had it. */
    agentId: agentId.nullable(),
    /** The bot that had it; null: an agent. */
    botId: z.uuid().nullable(),
    /** What the agent or the bot is called; empty: nobody told us of them, or they are removed. */
    name: z.string(),
    queueId: queueId.nullable(),
    /** What the queue is called; null: it came from none, or nobody told us of it. */
    queueName: z.string().nullable(),
    /** When the agent was asked, or the bot began. */
    createdAt: at,
    /** Null: the agent did not take it. */
    acceptedAt: at.nullable(),
    /** When the agent pressed End and wrap-up began. */
    endedAt: at.nullable(),
    /** Null: it goes on. */
    closedAt: at.nullable(),
    /** Why it is over; null: it goes on. */
    closureReason: closureReason.nullable(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.output<typeof sessionView>;

/** Somebody who took part besides the agent: from when, until when, and whether they wrote to the customer. */
export const participantView = z
  .object({
    agentId,
    name: z.string(),
    /** `consult`: asked for advice; `monitor`: read along. */
    mode: z.enum(['consult', 'monitor']),
    /** Whether they wrote to the customer. */
    spoke: z.boolean(),
    joinedAt: at,
    /** Null: they are there. */
    leftAt: at.nullable(),
    /** Why they take part no more; null: they still do, or left before this was kept. Left out by an older service. */
    closureReason: closureReason.nullable().optional(),
  })
  .meta({ id: 'Participant' });
export type ParticipantView = z.output<typeof participantView>;

/** Who handled a conversation and who took part, from the first on. */
export const handlingView = z
  .object({ sessions: z.array(sessionView), participants: z.array(participantView) })
  .meta({ id: 'Handling' });
export type HandlingView = z.output<typeof handlingView>;

/** What the customer gets when the agent ends the conversation; null: nothing. */
export const farewellView = z.object({ text: z.string().nullable() }).meta({ id: 'Farewell' });
export type FarewellView = z.output<typeof farewellView>;

const words = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(longest)
    .regex(/^[^\0\p{Surrogate}]*$/u, 'holds a character that no text can hold');

/** What an agent writes down about a conversation; the customer never sees it. */
export const noteView = z
  .object({
    id: messageId,
    conversationId,
    /** Up to 10,000 characters. */
    body: z.string(),
    author: z.object({ agentId, name: z.string() }),
    at,
  })
  .meta({ id: 'Note' });
export type NoteView = z.output<typeof noteView>;
export const writeNoteRequest = z.object({ body: words(10_000) });
export const notesView = pageOf(noteView);

/** What the agent, and those who are consulted or joined, say to each other; the customer never sees it (product.md 18.3). */
export const privateMessageView = z
  .object({
    id: messageId,
    conversationId,
    version: z.int(),
    body: z.string(),
    author: z.object({ agentId, name: z.string() }),
    at,
  })
  .meta({ id: 'PrivateMessage' });
export type PrivateMessageView = z.output<typeof privateMessageView>;
export const writePrivateMessageRequest = z.object({ body: words(1600) });
export const privateMessagesRequest = pageRequest;
export const privateMessagesView = pageOf(privateMessageView);
