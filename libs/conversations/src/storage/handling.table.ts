import type { AgentId, ClosureReason, ConversationId, MessageId, OfferId, QueueId } from '#contracts';
import { EntitySchema } from 'typeorm';
import type { Companion } from '../domain/conversation.ts';
import type { Session } from '../domain/session.ts';

export const SessionTable = new EntitySchema<Session>({
  name: 'session',
  columns: {
    id: { type: 'uuid', primary: true },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    channelId: { type: 'uuid', name: 'channel_id' },
    workstreamId: { type: 'uuid', name: 'workstream_id', nullable: true },
    agentId: { type: 'uuid', name: 'agent_id', nullable: true },
    botId: { type: 'uuid', name: 'bot_id', nullable: true },
    queueId: { type: 'uuid', name: 'queue_id', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    acceptedAt: { type: 'timestamptz', name: 'accepted_at', nullable: true },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
    closedAt: { type: 'timestamptz', name: 'closed_at', nullable: true },
    closureReason: { type: 'text', name: 'closure_reason', nullable: true },
    work: { type: 'jsonb', nullable: true },
  },
  indices: [
    { name: 'one_open_session', columns: ['conversationId'], unique: true, where: 'closed_at IS NULL' },
    { name: 'session_of_conversation', columns: ['conversationId', 'createdAt', 'id'] },
    { name: 'session_created', columns: ['createdAt'] },
  ],
});

/** Somebody's part in a conversation, from when until when. */
export interface Participant {
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  readonly mode: Companion['mode'];
  readonly joinedAt: Date;
  readonly name: string;
  readonly spoke: boolean;
  readonly leftAt: Date | null;
  /** Why they take part no more; null: they still do, or nobody kept it. */
  readonly closureReason: ClosureReason | null;
  /** When the desk of who reads along or joined was last heard of; null: they give advice, or nobody kept it. */
  readonly seenAt: Date | null;
}

export const ParticipantTable = new EntitySchema<Participant>({
  name: 'participant',
  columns: {
    conversationId: { type: 'uuid', name: 'conversation_id', primary: true },
    agentId: { type: 'uuid', name: 'agent_id', primary: true },
    mode: { type: 'text', primary: true },
    joinedAt: { type: 'timestamptz', name: 'joined_at', primary: true },
    name: { type: 'text' },
    spoke: { type: 'boolean' },
    leftAt: { type: 'timestamptz', name: 'left_at', nullable: true },
    closureReason: { type: 'text', name: 'closure_reason', nullable: true },
    seenAt: { type: 'timestamptz', name: 'seen_at', nullable: true },
  },
  indices: [{ name: 'participant_present', columns: ['agentId', 'conversationId'], where: 'left_at IS NULL' }],
});

/** Words about a conversation, or between those who take part in it, that no customer sees. */
export interface InnerWords {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly authorId: AgentId;
  readonly authorName: string;
  readonly body: string;
  readonly at: Date;
}

const innerWords = (name: string, index: string) =>
  new EntitySchema<InnerWords>({
    name,
    columns: {
      id: { type: 'uuid', primary: true },
      conversationId: { type: 'uuid', name: 'conversation_id' },
      authorId: { type: 'uuid', name: 'author_id' },
      authorName: { type: 'text', name: 'author_name' },
      body: { type: 'text' },
      at: { type: 'timestamptz' },
    },
    indices: [{ name: index, columns: ['conversationId', 'at', 'id'] }],
  });
export const NoteTable = innerWords('note', 'note_of_conversation');
export const PrivateMessageTable = innerWords('private_message', 'private_message_of_conversation');

/** A colleague was asked to advise or to take over: what the end of that offer is the end of. */
export interface ColleagueOffer {
  readonly offerId: OfferId;
  readonly conversationId: ConversationId;
  readonly slot: 'consult' | 'transfer';
  readonly agentId: AgentId;
  readonly byAgentId: AgentId | null;
  readonly queueId: QueueId;
  readonly madeAt: Date;
  /** They answered, which was heard of before the question. */
  readonly answered: boolean;
}

export const ColleagueOfferTable = new EntitySchema<ColleagueOffer>({
  name: 'colleague_offer',
  columns: {
    offerId: { type: 'uuid', name: 'offer_id', primary: true },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    slot: { type: 'text' },
    agentId: { type: 'uuid', name: 'agent_id' },
    byAgentId: { type: 'uuid', name: 'by_agent_id', nullable: true },
    queueId: { type: 'uuid', name: 'queue_id' },
    madeAt: { type: 'timestamptz', name: 'made_at' },
    answered: { type: 'boolean', default: false },
  },
});
