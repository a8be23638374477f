import { EntitySchema, type EntityManager } from 'typeorm';
import type { AgentId, ConversationId, MessageId } from '#contracts';
import { inBulk } from './in-bulk.ts';

/** A text as it was before anything of it was hidden, sealed. */
export interface HiddenText {
  readonly messageId: MessageId;
  readonly sealed: string;
}

export const HiddenTextTable = new EntitySchema<HiddenText>({
  name: 'hidden_text',
  columns: {
    messageId: { type: 'uuid', name: 'message_id', primary: true },
    sealed: { type: 'text' },
  },
});

/** Somebody read what is hidden of a text. */
export interface Reveal {
  readonly id: string;
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly reason: string;
  readonly at: Date;
}

export const RevealTable = new EntitySchema<Reveal>({
  name: 'reveal',
  columns: {
    id: { type: 'uuid', primary: true },
    messageId: { type: 'uuid', name: 'message_id' },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    agentId: { type: 'uuid', name: 'agent_id' },
    agentName: { type: 'text', name: 'agent_name' },
    reason: { type: 'text' },
    at: { type: 'timestamptz' },
  },
  indices: [{ name: 'reveal_of_conversation', columns: ['conversationId', 'id'] }],
});

/** A sealed text opens only where it belongs. */
export const hiddenPlaceOf = (id: MessageId): string => `conversations/text/${id}`;

/** What masking hides, sealed. */
export const hiddenTexts = ({ manager }: { readonly manager: EntityManager }) => ({
  add: (hidden: readonly HiddenText[]): Promise<number> => inBulk(manager, HiddenTextTable).insert(hidden),
  find: (messageId: MessageId): Promise<HiddenText | null> => manager.findOneBy(HiddenTextTable, { messageId }),
});
