import { z } from 'zod';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();

/** What other systems can be told of; each is the fact of this name, as services tell each other. */
export const webhookKinds = [
  'conversation-ready',
  'conversation-attended',
  'conversation-changed',
  'conversation-context-changed',
  'message-received',
  'text-written',
  'delivery-changed',
  'consent-changed',
  'dispositions-recorded',
  'sentiment-changed',
] as const;
export type WebhookKind = (typeof webhookKinds)[number];

/** Who is told of what (Standard Webhooks). */
export const webhookRequest = z.object({
  name: z.string().trim().min(1, 'is required').max(100),
  /** Where each fact is posted to, signed. */
  address: z
    .string()
    .trim()
    .max(500)
    .regex(/^https:\/\/[^\s@]+$/, 'must be an address that begins with https://'),
  /** Of which facts it is told. */
  kinds: z
    .array(z.enum(webhookKinds))
    .min(1, 'needs at least one')
    .max(webhookKinds.length)
    .refine((kinds) => new Set(kinds).size === kinds.length, 'names the same one twice'),
  /** False: it is told nothing until it is turned on again. */
  active: z.boolean().default(true),
});
export type WebhookRequest = z.output<typeof webhookRequest>;

export const webhookView = z
  .object({
    id: z.uuid(),
    /** Rises by one with every change: what `If-Match` is compared with. */
    version: z.int(),
    name: z.string(),
    address: z.string(),
    kinds: z.array(z.enum(webhookKinds)),
    active: z.boolean(),
    /** Why it was turned off by itself; null: it was not. */
    turnedOff: z.object({ at, why: z.string() }).nullable(),
    /** Deliveries in a row that failed for good. */
    failures: z.int(),
    /** Shown this once, when it is made. */
    secret: z.string().nullable(),
    createdAt: at,
    changedAt: at,
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.output<typeof webhookView>;
export const webhooksView = z.object({ items: z.array(webhookView) });

export const webhookDeliveryState = z.enum(['pending', 'delivered', 'failed']);
export const webhookDeliveryView = z
  .object({
    id: z.uuid(),
    webhookId: z.uuid(),
    /** The fact that it tells of. */
    kind: z.string(),
    /** `failed`: no further attempt is made, unless somebody asks for it. */
    state: webhookDeliveryState,
    /** How often it was tried so far. */
    attempts: z.int(),
    /** What the last attempt came to: `200`, or why there was no answer. */
    outcome: z.string().nullable(),
    createdAt: at,
    /** When it arrived or was given up; null: neither yet. */
    endedAt: at.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDeliveryView = z.output<typeof webhookDeliveryView>;
/** Newest first. */
export const webhookDeliveriesRequest = pageRequest.extend({ state: webhookDeliveryState.optional() });
export type WebhookDeliveriesRequest = z.output<typeof webhookDeliveriesRequest>;
export const webhookDeliveriesView = pageOf(webhookDeliveryView);
