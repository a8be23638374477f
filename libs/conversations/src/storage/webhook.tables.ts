import { EntitySchema } from 'typeorm';
import type { WebhookDeliveryView, WebhookView } from '#contracts';

/** Another system that is told of what happens. */
export interface Webhook {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly address: string;
  readonly kinds: WebhookView['kinds'];
  readonly active: boolean;
  readonly turnedOffAt: Date | null;
  readonly turnedOffWhy: string | null;
  /** Deliveries in a row that failed for good. */
  readonly failures: number;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

export const WebhookTable = new EntitySchema<Webhook>({
  name: 'webhook',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    name: { type: 'text' },
    address: { type: 'text' },
    kinds: { type: 'text', array: true },
    active: { type: 'boolean' },
    turnedOffAt: { type: 'timestamptz', name: 'turned_off_at', nullable: true },
    turnedOffWhy: { type: 'text', name: 'turned_off_why', nullable: true },
    failures: { type: 'int' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
});

/** One fact told to one system. */
export interface WebhookDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly kind: string;
  /** The JSON that is sent, and signed. */
  readonly body: string;
  /** The ids of its conversation and text, and the customer's address: by these it is forgotten. */
  readonly about: readonly string[];
  readonly state: WebhookDeliveryView['state'];
  readonly attempts: number;
  readonly outcome: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

export const WebhookDeliveryTable = new EntitySchema<WebhookDelivery>({
  name: 'webhook_delivery',
  columns: {
    id: { type: 'uuid', primary: true },
    webhookId: { type: 'uuid', name: 'webhook_id' },
    kind: { type: 'text' },
    body: { type: 'text' },
    about: { type: 'text', array: true, default: [] },
    state: { type: 'text' },
    attempts: { type: 'int' },
    outcome: { type: 'text', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
  },
  indices: [
    { name: 'webhook_deliveries', columns: ['webhookId', 'id'] },
    // of a sort (gin) that cannot be told here
    { name: 'webhook_deliveries_about', synchronize: false },
    { name: 'webhook_deliveries_ended', columns: ['endedAt'], where: 'ended_at IS NOT NULL' },
  ],
});
