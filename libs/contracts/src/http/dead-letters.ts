import { z } from 'zod';
import { pageOf } from './page.ts';

/** The services, as their subscriptions and their doors are called. */
export const servicesOfEvents = ['conversations', 'routing', 'channel-config', 'gateway'] as const;
export type ServiceOfEvents = (typeof servicesOfEvents)[number];

/** A subscription by its name: the service and what it does with the event, such as `routing.queue-work-item`. */
export const subscriptionName = z
  .string()
  .max(100)
  .regex(/^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a service, a full stop and what it does');
/** The id of an event. */
export const eventId = z.uuid();

/** The subscriptions of one service that have dead letters, by name. */
export const deadSubscriptionsView = z
  .object({
    items: z.array(
      z.object({
        subscription: z.string(),
        /** How many events it failed at for good. */
        count: z.int(),
      }),
    ),
  })
  .meta({ id: 'DeadSubscriptions' });
export type DeadSubscriptionsView = z.output<typeof deadSubscriptionsView>;

/** An event that a subscription failed at for good (decisions A). What it says is no part of it: it is of customers. */
export const deadLetterView = z
  .object({
    subscription: z.string(),
    /** Null: it is so broken that it has none, and is replayed or dropped with all of its subscription only. */
    eventId: z.string().nullable(),
    /** What kind of event it is, such as `gateway.message-received.v1`; null: it does not say. */
    type: z.string().nullable(),
    /** Found in the log, on everything that came of the same thing; null: it has none. */
    correlationId: z.string().nullable(),
    /** How often it was tried. */
    failures: z.int(),
    /** Why the last attempt failed, without what people wrote or their numbers. */
    reason: z.string(),
    /** When it failed for the last time. */
    failedAt: z.iso.datetime(),
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetterView = z.output<typeof deadLetterView>;
/** Oldest first. */
export const deadLettersView = pageOf(deadLetterView);
export type DeadLettersView = z.output<typeof deadLettersView>;

export const deadLettersDone = z
  .object({
    /** How many events were replayed or dropped. */
    count: z.int(),
  })
  .meta({ id: 'DeadLettersDone' });
export type DeadLettersDone = z.output<typeof deadLettersDone>;
