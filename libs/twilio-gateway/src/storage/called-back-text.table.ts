import { EntitySchema } from 'typeorm';
import type { MessageId } from '#contracts';

/** A text that its writer does not want to leave any more. */
export interface CalledBackText {
  readonly messageId: MessageId;
  readonly calledBackAt: Date;
}

export const CalledBackTextTable = new EntitySchema<CalledBackText>({
  name: 'called_back_text',
  columns: {
    messageId: { type: 'uuid', name: 'message_id', primary: true },
    calledBackAt: { type: 'timestamptz', name: 'called_back_at' },
  },
  indices: [{ name: 'called_back_text_by_age', columns: ['calledBackAt'] }],
});
