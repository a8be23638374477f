import { z } from 'zod';

const id = <Name extends string>(_name: Name) => z.uuid().brand<Name>();

export const accountId = id('AccountId');
export const numberId = id('NumberId');
export const workstreamId = id('WorkstreamId');
export const channelId = id('ChannelId');
export const conversationId = id('ConversationId');
export const messageId = id('MessageId');
export const mediaId = id('MediaId');
export const queueId = id('QueueId');
export const agentId = id('AgentId');
export const workItemId = id('WorkItemId');
export const offerId = id('OfferId');
export const shiftId = id('ShiftId');
export const definitionId = id('DefinitionId');
export const quickReplyId = id('QuickReplyId');
export const skillId = id('SkillId');
export const capacityProfileId = id('CapacityProfileId');
export const presenceId = id('PresenceId');
export const jobId = id('JobId');

export type AccountId = z.output<typeof accountId>;
export type NumberId = z.output<typeof numberId>;
export type WorkstreamId = z.output<typeof workstreamId>;
export type ChannelId = z.output<typeof channelId>;
export type ConversationId = z.output<typeof conversationId>;
export type MessageId = z.output<typeof messageId>;
export type MediaId = z.output<typeof mediaId>;
export type QueueId = z.output<typeof queueId>;
export type AgentId = z.output<typeof agentId>;
export type WorkItemId = z.output<typeof workItemId>;
export type OfferId = z.output<typeof offerId>;
export type ShiftId = z.output<typeof shiftId>;
export type DefinitionId = z.output<typeof definitionId>;
export type QuickReplyId = z.output<typeof quickReplyId>;
export type SkillId = z.output<typeof skillId>;
export type CapacityProfileId = z.output<typeof capacityProfileId>;
export type PresenceId = z.output<typeof presenceId>;
export type JobId = z.output<typeof jobId>;

/** A telephone number as `+` and digits (E.164). */
export const phoneNumber = z.e164().brand<'PhoneNumber'>();
export type PhoneNumber = z.output<typeof phoneNumber>;

const noAddress = 'is neither a phone number, a short code nor a sender name';

/**
 * Who a text comes from or goes to: E.164, a short code (3-8 digits), a longer number without a plus, as a network may show a sender (nobody
 * knows of which country, so none is guessed), or an alphanumeric sender (up to 11 characters, with a letter among them).
 */
export const address = z
  .string()
  .regex(
    /^(\+[1-9]\d{6,14}|\d{3,15}|(?=.*[A-Za-z\u00c0-\u024f\u0391-\u03c9])[^\u0000-\u001f\u007f-\u00a0:\u2028\u2029\ud800-\udfff]{1,11})$/,
    noAddress,
  )
  .brand<'Address'>();
export type Address = z.output<typeof address>;

/** An address as somebody says it to us: a number of more than eight digits has its plus, and a sender's name is of plain characters. */
export const saidAddress = z
  .string()
  .regex(/^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 +&_-]{1,11})$/, noAddress)
  .brand<'Address'>();

/** A stable name that people and configuration files use: lower-case words joined by hyphens. */
export const slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
  .brand<'Slug'>();
export type Slug = z.output<typeof slug>;

/**
 * The queue that every installation has for itself (product.md 9.3): of a workstream that names none, and for work whose own queue is gone.
 * Parley makes it when it is first needed; every agent serves it; of what it says only `assignmentMethod` can be changed.
 */
export const defaultQueueId = queueId.parse('00000000-0000-7000-8000-000000000001');
