import { z } from 'zod';
import { accountId, address, channelId, numberId, queueId, slug, workstreamId } from '../ids.ts';
import { locale, numberType, role } from '../vocabulary.ts';
import { pageOf } from './page.ts';

const name = z.string().trim().min(1, 'is required').max(100);
const at = z.iso.datetime();

/** Turns SMS on or off for this installation (product.md 1). */
export const provisioningRequest = z.object({
  enabled: z.boolean(),
  /** Turning off has to be confirmed. */
  confirmed: z.boolean().default(false),
});
export type ProvisioningRequest = z.output<typeof provisioningRequest>;

export const provisioningStatus = z.enum(['not-provisioned', 'provisioning', 'provisioned', 'failed', 'turning-off']);
export type ProvisioningStatus = z.output<typeof provisioningStatus>;

export const provisioningView = z
  .object({
    kind: z.literal('sms'),
    version: z.number().int(),
    status: provisioningStatus,
    /** What stood in the way, while it is `failed`. */
    fault: z.object({ code: z.string(), detail: z.string() }).nullable(),
    changedAt: at.nullable(),
  })
  .meta({ id: 'Provisioning' });
export type ProvisioningView = z.output<typeof provisioningView>;

const grantees = z.object({
  roles: z.array(role).max(10),
  /** As the sign-in service calls them: `sub` of their tokens. */
  people: z.array(z.string().trim().min(1).max(255)).max(200),
});

/** Who may set a secret (`create`) and who may replace it (`update`). There is no permission to read one (product.md 36). */
export const secretGrantsRequest = z.object({ create: grantees, update: grantees });
export type SecretGrants = z.output<typeof secretGrantsRequest>;
export type SecretAction = keyof SecretGrants;

export const secretGrantsView = secretGrantsRequest
  .extend({
    secret: z.literal('account-auth-token'),
    version: z.number().int(),
    changedAt: at.nullable(),
  })
  .meta({ id: 'SecretGrants' });
export type SecretGrantsView = z.output<typeof secretGrantsView>;

/** How many accounts had a token that an older key closed. */
export const resealedView = z.object({ resealed: z.number().int() }).meta({ id: 'Resealed' });

export const secretAuditView = z
  .object({
    id: z.uuid(),
    at,
    action: z.enum(['created', 'updated', 'resealed', 'grants-changed']),
    /** Whose secret; null where it is about the permission. */
    accountId: accountId.nullable(),
    by: z.object({ subject: z.string(), name: z.string() }),
    before: secretGrantsRequest.nullable(),
    after: secretGrantsRequest.nullable(),
  })
  .meta({ id: 'SecretAudit' });
export type SecretAuditView = z.output<typeof secretAuditView>;
export const secretAuditsView = pageOf(secretAuditView);

/** A support number as typed: E.164 with plus, digits only (`14252306549`), or a short code (product.md 2.2). */
export const supportNumberRequest = z.object({
  id: numberId,
  number: z.string().trim().min(3).max(100),
  type: numberType,
  description: z.string().trim().max(500).default(''),
});

/** Creates a messaging account under the id in the address, or says all of one anew (product.md 2.1). */
export const createAccountRequest = z.object({
  slug,
  name,
  provider: z.literal('twilio'),
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hexadecimal digits'),
  /** For a new account; after that the token has a door of its own. */
  authToken: z.string().min(1, 'is required').max(100).optional(),
  numbers: z.array(supportNumberRequest).min(1, 'needs at least one number').max(1000),
});
export type CreateAccountRequest = z.output<typeof createAccountRequest>;

/** Replaces an account's token. What is signed with the old one is believed for some hours more: 24 unless the installation says otherwise. */
export const rotateTokenRequest = z.object({
  authToken: z.string().min(1, 'is required').max(100),
  /** 0: the old one is no longer believed, as after a leak. */
  graceHours: z.number().int().min(0).max(168).optional(),
});
export type RotateTokenRequest = z.output<typeof rotateTokenRequest>;

export const accountView = z
  .object({
    id: accountId,
    version: z.number().int(),
    slug,
    name: z.string(),
    provider: z.literal('twilio'),
    accountSid: z.string(),
    /** The token itself is never answered. `previousValidUntil`: until when webhooks signed with a replaced one are believed; null: none is. */
    authToken: z.object({ isSet: z.boolean(), lastRotatedAt: at, previousValidUntil: at.nullable() }),
    numbers: z.array(
      z.object({
        id: numberId,
        number: address,
        type: numberType,
        description: z.string(),
        channelId: channelId.nullable(),
      }),
    ),
    /** To be copied into the provider's console: "A message comes in", and "Primary handler fails". */
    callback: z.object({ messages: z.url(), fallback: z.url(), method: z.literal('POST') }),
    createdAt: at,
    changedAt: at,
  })
  .meta({ id: 'MessagingAccount' });
export type AccountView = z.output<typeof accountView>;
export const accountsView = pageOf(accountView);

export const createWorkstreamRequest = z.object({
  slug,
  name,
  mode: z.literal('push').default('push'),
  fallbackQueueId: queueId,
});
export type CreateWorkstreamRequest = z.output<typeof createWorkstreamRequest>;

export const workstreamView = z
  .object({
    id: workstreamId,
    version: z.number().int(),
    slug,
    name: z.string(),
    mode: z.literal('push'),
    fallbackQueueId: queueId,
    createdAt: at,
    changedAt: at,
  })
  .meta({ id: 'Workstream' });
export type WorkstreamView = z.output<typeof workstreamView>;
export const workstreamsView = pageOf(workstreamView);

/** Wires one number to one workstream. Texts are taken in from here on. */
export const createChannelRequest = z.object({ slug, name, workstreamId, numberId, language: locale });
export type CreateChannelRequest = z.output<typeof createChannelRequest>;

export const channelView = z
  .object({
    id: channelId,
    version: z.number().int(),
    slug,
    name: z.string(),
    workstreamId,
    accountId,
    numberId,
    number: address,
    language: locale,
    /** The same URL that the account shows. */
    inboundUrl: z.url(),
    createdAt: at,
    changedAt: at,
  })
  .meta({ id: 'Channel' });
export type ChannelView = z.output<typeof channelView>;
export const channelsView = pageOf(channelView);
