import { z } from 'zod';

const id = <Name extends string>(_name: Name) => z.uuid().brand<Name>();

/** The id of a messaging account. */
export const accountId = id('AccountId');
/** The id of a number of a messaging account, given by whoever adds it. */
export const numberId = id('NumberId');
/** The id of a workstream. */
export const workstreamId = id('WorkstreamId');
/** The id of a channel: of a number wired to a workstream. */
export const channelId = id('ChannelId');
/** The id of a conversation. */
export const conversationId = id('ConversationId');
/** The id of a text, a note or a private message, given by whoever writes it: said again, it is the same one. */
export const messageId = id('MessageId');
/** The id of a file, given by whoever attaches it; of a customer's file, by us. */
export const mediaId = id('MediaId');
/** The id of a queue. */
export const queueId = id('QueueId');
/** The id of an agent: the UUID of version 5 of the issuer and the subject of their tokens, known before they first sign in. */
export const agentId = id('AgentId');
/** The id of a work item: of one stretch in which a conversation needs somebody. Each return from waiting is a new one. */
export const workItemId = id('WorkItemId');
/** The id of one asking of one agent whether they take work. */
export const offerId = id('OfferId');
/** The id of a shift of operating hours. */
export const shiftId = id('ShiftId');
/** The id of something that is defined, of the kind that the address or the field names. */
export const definitionId = id('DefinitionId');
/** The id of a quick reply of one's own. */
export const quickReplyId = id('QuickReplyId');
/** The id of a skill. */
export const skillId = id('SkillId');
/** The id of a capacity profile. */
export const capacityProfileId = id('CapacityProfileId');
/** The id of a custom presence. */
export const presenceId = id('PresenceId');
/** The id of a job over many agents, given by whoever starts it. */
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
