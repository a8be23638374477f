import { z } from 'zod';
import { dayMs } from '../durations.ts';
import { accountId, conversationId, messageId, saidAddress } from '../ids.ts';
import { deliveryReason, deliveryState } from '../vocabulary.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();

/** How long the stretch of time is that ends now, where nobody said another. */
export const usualStretchMs = 7 * dayMs;

/** A stretch of time, 92 days at most, and whose texts. Without `from` and `to` it is the last week. */
export const contradictionsRequest = pageRequest
  .extend({
    /** Left out, and `to`: a week before now. */
    from: at.optional(),
    /** The end, which is not part of it. Left out, and `from`: now. */
    to: at.optional(),
    /** One of our numbers, short codes or names. */
    number: saidAddress.optional(),
    accountId: accountId.optional(),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    message: 'goes together with from',
    path: ['to'],
  })
  .refine(({ from = '', to = '' }) => from === '' || from < to, { message: 'must be after from', path: ['to'] })
  .refine(({ from = '', to = '' }) => !(Date.parse(to) - Date.parse(from) > 92 * dayMs), {
    message: 'is more than 92 days after from',
    path: ['to'],
  });
export type ContradictionsRequest = z.output<typeof contradictionsRequest>;

/** What a provider's code means. */
const code = {
  errorCode: z.string().nullable(),
  /** What the provider calls it. */
  title: z.string().nullable(),
  /** Where the provider explains it. */
  link: z.string().nullable(),
};

/** A text of which two different ends were reported. */
export const contradictionView = z
  .object({
    /** Of the last report that contradicts. */
    id: z.uuid(),
    messageId,
    conversationId,
    accountId,
    /** Ours, that it left from. */
    number: z.string(),
    /** Null where the customer was forgotten. */
    customer: z.string().nullable(),
    /** What holds: the end that was reported first. */
    state: deliveryState,
    ...code,
    /** What was reported afterwards, the last time: the provider's own word. */
    against: z.object({ word: z.string(), ...code, at }),
    /** How many reports contradict. */
    reports: z.number().int(),
  })
  .meta({ id: 'Contradiction' });
export type ContradictionView = z.output<typeof contradictionView>;
/** The last contradicted comes first. */
export const contradictionsView = pageOf(contradictionView);
export type ContradictionsView = z.output<typeof contradictionsView>;

/** Where something was seen of a text: the answer to our request, a status callback, or the provider's list of texts. */
export const observationSource = z.enum(['answer', 'callback', 'list']);

/**
 * What was made of something that was seen: `moved` brought the text further; `told` brought an id or a code; `nothing` was no news;
 * `contradicted` is another end than the one that holds, and was not believed.
 */
export const observationEffect = z.enum(['moved', 'told', 'nothing', 'contradicted']);

export const observationView = z
  .object({
    id: z.uuid(),
    at,
    source: observationSource,
    /** The provider's own word, or the kind of its answer. */
    word: z.string(),
    ...code,
    effect: observationEffect,
  })
  .meta({ id: 'Observation' });
export type ObservationView = z.output<typeof observationView>;

/** One attempt to get one part of a text to its customer. */
export const deliveryWayView = z
  .object({
    part: z.number().int(),
    parts: z.number().int(),
    /** 1, and one more each time the part was sent anew. */
    round: z.number().int(),
    /** It left with links instead of its files. */
    asLinks: z.boolean(),
    state: deliveryState,
    reason: deliveryReason.nullable(),
    ...code,
    /** The provider's own id of it, once anything told it. */
    providerSid: z.string().nullable(),
    submittedAt: at.nullable(),
    changedAt: at,
    /** What was seen of it, in the order in which we saw it. */
    observations: z.array(observationView),
  })
  .meta({ id: 'DeliveryWay' });

/** Everything that was seen of a text of ours on its way. */
export const textWayView = z
  .object({
    messageId,
    conversationId,
    deliveries: z.array(deliveryWayView),
    /** What was seen before is not kept any more. */
    keptSince: at,
  })
  .meta({ id: 'TextWay' });
export type TextWayView = z.output<typeof textWayView>;
