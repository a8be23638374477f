import { z } from 'zod';
import { accountId, address, channelId, defaultQueueId, numberId, queueId, slug, workstreamId } from '../ids.ts';
import {
  checkOutcome,
  configurationState,
  locale,
  numberType,
  registration,
  retirementWay,
  webhookFault,
} from '../vocabulary.ts';
import { channelSettings } from './channel-settings.ts';
import { pageOf, pageRequest } from './page.ts';

const name = z.string().trim().min(1, 'is required').max(100);
const at = z.iso.datetime();
/** Rises by one with every change, from 1: what `If-Match` is compared with. */
const version = z.number().int();

/** Turns SMS on or off for this installation (product.md 1). */
export const provisioningRequest = z.object({
  enabled: z.boolean(),
  /** Turning off has to be confirmed. */
  confirmed: z.boolean().default(false),
  /** When it is turned off: what becomes of what still uses its channels. */
  how: retirementWay.default('wait'),
});
export type ProvisioningRequest = z.output<typeof provisioningRequest>;

export const provisioningStatus = z.enum(['not-provisioned', 'provisioning', 'provisioned', 'failed', 'turning-off']);
export type ProvisioningStatus = z.output<typeof provisioningStatus>;

export const provisioningView = z
  .object({
    kind: z.literal('sms'),
    version,
    /** `turning-off`: what still uses its channels has not ended yet. */
    status: provisioningStatus,
    /** What stood in the way, while it is `failed`. */
    fault: z.object({ code: z.string(), detail: z.string() }).nullable(),
    /** Null: nobody ever turned it on. */
    changedAt: at.nullable(),
  })
  .meta({ id: 'Provisioning' });
export type ProvisioningView = z.output<typeof provisioningView>;

/** Takes a channel, account or workstream out of use: what still uses it ends by itself (`wait`), or is closed (`close-all`) (product.md 39). */
export const retireRequest = z.object({
  /** `wait`: it is removed once all that uses it has ended; `close-all`: that is closed. */
  how: retirementWay,
});
export type RetireRequest = z.output<typeof retireRequest>;

/** How accounts, workstreams and channels are listed. Where no state is said, all that are not removed. */
export const configurationListRequest = pageRequest.extend({
  /** Left out: all that are not removed. */
  state: configurationState.optional(),
  /** Part of the name or slug, in any case; of an account also of one of its numbers, of a channel of its number. */
  q: z.string().trim().max(100).optional(),
  /** By name or by the latest change; with a hyphen, the other way round. */
  sort: z.enum(['name', '-name', 'changedAt', '-changedAt']).default('name'),
});
export type ConfigurationListRequest = z.output<typeof configurationListRequest>;

/** The same for channels: those of one workstream, or of one account. */
export const channelListRequest = configurationListRequest.extend({
  workstreamId: workstreamId.optional(),
  accountId: accountId.optional(),
});
export type ChannelListRequest = z.output<typeof channelListRequest>;

/** What the views of accounts, workstreams and channels say of their life, and of the services that keep a copy of them. */
const lifeView = {
  state: configurationState,
  /** Since when it is out of use, and how that was asked for; null while it is active. */
  retirement: z.object({ how: retirementWay, since: at }).nullable(),
  /** While it is retiring: how much still uses it, as each service last said. Who has not counted yet is missing. */
  usage: z.array(z.object({ service: z.string(), count: z.number().int(), at })),
  /** Which version of it each service goes by. */
  inForce: z.array(z.object({ service: z.string(), version: z.number().int(), appliedAt: at })),
};

/** A support number as typed: E.164 with plus, digits only (`14252306549`), or a short code (product.md 2.2). */
export const supportNumberRequest = z.object({
  id: numberId,
  /** `+14252306549`, `14252306549` or, of a short code, its 3 to 8 digits. */
  number: z.string().trim().min(3).max(100),
  /** What kind of number it is; it decides who answers keywords such as STOP. */
  type: numberType,
  description: z.string().trim().max(500).default(''),
  /** As the provider says it in its console; what carriers refuse of an unregistered number is told as such (30034). */
  registration: registration.default('unknown'),
});

/** Who carries an account's texts. It stays what the account was created with. */
export const accountProvider = z.enum(['twilio', 'azure']);
export type AccountProvider = z.output<typeof accountProvider>;

const ofTwilio = /^AC[0-9a-f]{32}$/;
const ofAzure = /^https:\/\/([a-z0-9-]+\.)+communication\.azure\.(com|us|cn)\/?$/;
const sidFault: Record<AccountProvider, string> = {
  twilio: 'must be AC and 32 hexadecimal digits',
  azure: 'must be the endpoint of the resource, such as https://parley.communication.azure.com',
};

/** Creates a messaging account under the id in the address, or says all of one anew (product.md 2.1). */
export const createAccountRequest = z.object({
  slug,
  name,
  provider: accountProvider,
  /** At Azure, the endpoint of the Communication Services resource: `https://parley.communication.azure.com`. */
  accountSid: z
    .string()
    .trim()
    .regex(new RegExp(`${ofTwilio.source}|${ofAzure.source}`), `${sidFault.twilio}; at Azure it ${sidFault.azure}`),
  /** For a new account; after that the token has a door of its own. At Azure, one of the two access keys of the resource. */
  authToken: z.string().min(1, 'is required').max(100).optional(),
  /** None: its numbers are added or moved to it later. */
  numbers: z.array(supportNumberRequest).max(1000),
});
export type CreateAccountRequest = z.output<typeof createAccountRequest>;

/** What is wrong with a token as such; null: nothing that can be told without asking the provider. */
export const tokenFault = (provider: AccountProvider, token: string): string | null =>
  provider === 'azure' && !/^[A-Za-z0-9+/]{40,}={0,2}$/.test(token) ? 'must be an access key of the resource' : null;

/** Whether the credentials are such as the account's provider has: for `superRefine`, where browser and server read the request. */
export function refineCredentials(
  { provider, accountSid, authToken }: Pick<CreateAccountRequest, 'provider' | 'accountSid' | 'authToken'>,
  context: z.RefinementCtx,
): void {
  const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (!(provider === 'azure' ? ofAzure : ofTwilio).test(accountSid)) fault('accountSid', sidFault[provider]);
  const wrong = authToken !== undefined && tokenFault(provider, authToken);
  if (wrong) fault('authToken', wrong);
}

/** Moves a number of one account to another. */
export const moveNumberRequest = z.object({
  /** The account that has the number from now on. */
  to: accountId,
});
export type MoveNumberRequest = z.output<typeof moveNumberRequest>;

/** Replaces an account's token. What is signed with the old one is believed for some hours more: 24 unless the installation says otherwise. */
export const rotateTokenRequest = z.object({
  /** The new one. It is stored sealed, and never answered. */
  authToken: z.string().min(1, 'is required').max(100),
  /** 0: the old one is no longer believed, as after a leak. */
  graceHours: z.number().int().min(0).max(168).optional(),
});
export type RotateTokenRequest = z.output<typeof rotateTokenRequest>;

/** The latest answer of the provider. `isCurrent`: the account has not changed since; where it has, it is unchecked again. */
const lastCheck = {
  outcome: checkOutcome,
  /** The provider's error code, where it gave one. */
  errorCode: z.string().nullable(),
  checkedAt: at,
  ofVersion: z.number().int(),
  isCurrent: z.boolean(),
};

export const accountView = z
  .object({
    id: accountId,
    version,
    slug,
    name: z.string(),
    provider: accountProvider,
    /** At Azure, the endpoint of the resource. */
    accountSid: z.string(),
    /**
     * The token itself is never answered. `previousValidUntil`: until when webhooks signed with a replaced one are believed; null: none is.
     * `lastUsedAt` follows a minute behind; null: not since it was set.
     */
    authToken: z.object({
      isSet: z.boolean(),
      lastRotatedAt: at,
      lastUsedAt: at.nullable(),
      previousValidUntil: at.nullable(),
    }),
    numbers: z.array(
      z.object({
        id: numberId,
        number: address,
        /** As people of its country write it: `(425) 230-6549`. */
        formatted: z.string(),
        /** ISO 3166 code; null: a short code tells none. */
        country: z.string().nullable(),
        type: numberType,
        description: z.string(),
        registration,
        /** The channel that it is wired to; null: none, and no text to it is taken in. */
        channelId: channelId.nullable(),
        /** How the number stands at the provider; null: unchecked. */
        check: z.object({ ...lastCheck, fault: webhookFault.nullable() }).nullable(),
        /** When the first signed text to it came in; null: none has yet. */
        connectedAt: at.nullable(),
      }),
    ),
    /** Whether the provider accepts the credentials and has every number; null: unchecked. */
    validation: z.object(lastCheck).nullable(),
    /**
     * To be copied into Twilio's console: "A message comes in", and "Primary handler fails". Null for an account at Azure, whose one
     * address carries a secret: administrators read it at `GET /api/gateway/accounts/:id/event-grid`.
     */
    callback: z.object({ messages: z.url(), fallback: z.url(), method: z.literal('POST') }).nullable(),
    ...lifeView,
    createdAt: at,
    changedAt: at,
  })
  .meta({ id: 'MessagingAccount' });
export type AccountView = z.output<typeof accountView>;
export const accountsView = pageOf(accountView);

export const workstreamMode = z.enum(['push', 'pick']);
export type WorkstreamMode = z.output<typeof workstreamMode>;
export const workstreamDirection = z.enum(['inbound', 'outbound']);
export type WorkstreamDirection = z.output<typeof workstreamDirection>;

export const createWorkstreamRequest = z.object({
  slug,
  name,
  /** Whether work is offered to agents or taken by them from a list. Changing it has to be confirmed (product.md 43 G32). */
  mode: workstreamMode.default('push'),
  /** Who writes first. */
  direction: workstreamDirection.default('inbound'),
  /** Where work goes when no rule says otherwise; left out: the default queue (product.md 9.3). */
  fallbackQueueId: queueId.default(defaultQueueId),
});
export type CreateWorkstreamRequest = z.output<typeof createWorkstreamRequest>;

/** Makes another workstream with everything that this one carries, under an id of the caller's (product.md 6.4). */
export const copyWorkstreamRequest = z.object({
  id: workstreamId,
  slug,
  /** Left out: `Copy of <name>`. */
  name: name.optional(),
});
export type CopyWorkstreamRequest = z.output<typeof copyWorkstreamRequest>;

export const workstreamView = z
  .object({
    id: workstreamId,
    version,
    slug,
    name: z.string(),
    /** `push`: work is offered to agents; `pick`: they take it from a list. */
    mode: workstreamMode,
    /** Who writes first: `outbound`, we do. */
    direction: workstreamDirection,
    /** Where work goes when no rule says otherwise. */
    fallbackQueueId: queueId,
    /** Which workstream it is a copy of; null: of none. */
    copiedFrom: workstreamId.nullable(),
    ...lifeView,
    createdAt: at,
    changedAt: at,
  })
  .meta({ id: 'Workstream' });
export type WorkstreamView = z.output<typeof workstreamView>;
export const workstreamsView = pageOf(workstreamView);

/** Wires one number to one workstream. Texts are taken in from here on. */
export const createChannelRequest = z.object({
  slug,
  name,
  workstreamId,
  /** One of an account, with no other channel. */
  numberId,
  /** Of automated messages and quick replies, until a customer's own is known. */
  language: locale,
  /** Left out: as they are, and for a new channel all off. */
  settings: channelSettings.optional(),
});
export type CreateChannelRequest = z.output<typeof createChannelRequest>;

export const channelView = z
  .object({
    id: channelId,
    version,
    slug,
    name: z.string(),
    workstreamId,
    accountId,
    numberId,
    number: address,
    /** Of automated messages and quick replies, until a customer's own is known. */
    language: locale,
    settings: channelSettings,
    /** The same URL that the account shows. */
    inboundUrl: z.url().nullable(),
    ...lifeView,
    createdAt: at,
    changedAt: at,
  })
  .meta({ id: 'Channel' });
export type ChannelView = z.output<typeof channelView>;
export const channelsView = pageOf(channelView);
