import { EntitySchema } from 'typeorm';
import type { MessageId } from '#contracts';
import type { Effect } from '../domain/delivery.ts';

/** Everything that was seen of an outgoing text, kept for a while, whether it changed anything or not. One partition a day. */
export interface DeliveryObservation {
  readonly id: string;
  readonly observedAt: Date;
  readonly messageId: MessageId;
  readonly source: 'answer' | 'callback' | 'list';
  /** Twilio's word, or the kind of its answer. */
  readonly word: string;
  readonly providerSid: string | null;
  readonly errorCode: string | null;
  readonly effect: Effect;
}

export const DeliveryObservationTable = new EntitySchema<DeliveryObservation>({
  name: 'delivery_observation',
  columns: {
    id: { type: 'uuid', primary: true },
    observedAt: { type: 'timestamptz', primary: true, name: 'observed_at' },
    messageId: { type: 'uuid', name: 'message_id' },
    source: { type: 'text' },
    word: { type: 'text' },
    providerSid: { type: 'text', name: 'provider_sid', nullable: true },
    errorCode: { type: 'text', name: 'error_code', nullable: true },
    effect: { type: 'text' },
  },
  indices: [
    { name: 'delivery_observation_of_text', columns: ['messageId', 'observedAt'] },
    {
      name: 'delivery_observation_contradicting',
      columns: ['observedAt', 'id'],
      where: `(effect = 'contradicted'::text)`,
    },
  ],
});
