import { EntitySchema } from 'typeorm';
import type { MessageId } from '#contracts';

/** The bytes that a customer's text came in, kept for a while so that nothing Twilio said is lost. One partition a day. */
export interface RawForm {
  readonly messageId: MessageId;
  readonly receivedAt: Date;
  readonly form: Buffer;
}

export const RawFormTable = new EntitySchema<RawForm>({
  name: 'raw_form',
  columns: {
    messageId: { type: 'uuid', primary: true, name: 'message_id' },
    receivedAt: { type: 'timestamptz', primary: true, name: 'received_at' },
    form: { type: 'bytea' },
  },
});
