import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { channelSettingsInForce } from '../http/channel-settings.ts';
import { accountId, address, channelId, numberId, queueId, slug, workstreamId } from '../ids.ts';
import {
  configurationStates,
  laterEnum,
  locale,
  numberType,
  openEnum,
  provider,
  retirementWays,
} from '../vocabulary.ts';

const version = z.number().int().positive();

/** Whether it may be used (product.md 39), and while it is retiring, what becomes of what still uses it. Left out: it is active. */
const life = { state: laterEnum(configurationStates), how: laterEnum(retirementWays) };

/** It is gone for good; that nobody uses it any more was said by every service that keeps a copy of it. */
const gone = { version, removedAt: z.iso.datetime() };

/** A messaging account as it is now. The token is sealed: only the gateway of its provider can open it (decisions G). */
export const accountChanged = defineEvent(
  'channel-config.account-changed.v1',
  z.object({
    accountId,
    version,
    slug,
    name: z.string(),
    provider,
    /** The part of the webhook URLs that names this account. */
    key: z.string(),
    /** Twilio's Account SID. */
    accountSid: z.string(),
    sealedAuthToken: z.string(),
    /** Tokens that were replaced, newest first. What is signed with one is still believed until `validUntil`; nothing is asked with it. */
    previousAuthTokens: z.array(z.object({ sealedAuthToken: z.string(), validUntil: z.iso.datetime() })).optional(),
    numbers: z.array(z.object({ numberId, address, type: numberType })),
    ...life,
  }),
);

/** A workstream as it is now; how it distributes work is routing's to say. */
export const workstreamChanged = defineEvent(
  'channel-config.workstream-changed.v1',
  z.object({
    workstreamId,
    version,
    slug,
    name: z.string(),
    mode: openEnum(['push', 'pick']),
    direction: openEnum(['inbound', 'outbound']),
    fallbackQueueId: queueId,
    /** Which workstream it is a copy of: what other services keep of that one is this one's to begin with. Left out: of none. */
    copiedFrom: workstreamId.nullable().optional(),
    ...life,
  }),
);

/** A number wired to a workstream, as it is now. Texts to it are taken in from this event on. */
export const channelChanged = defineEvent(
  'channel-config.channel-changed.v1',
  z.object({
    channelId,
    version,
    slug,
    name: z.string(),
    workstreamId,
    accountId,
    provider,
    number: address,
    /** The accounts that its number moved away from, and until when each had it, the latest first. Left out: it never moved. */
    formerly: z.array(z.object({ accountId, until: z.iso.datetime() })).optional(),
    language: locale,
    /** When it was finished: texts from before are not ours. Left out by an older service. */
    since: z.iso.datetime().optional(),
    /** Left out by an older service: everything is off. */
    settings: channelSettingsInForce.optional(),
    ...life,
  }),
);

/** A messaging account is gone, and its numbers are free. `account-changed` says the same, with all of it. */
export const accountRemoved = defineEvent('channel-config.account-removed.v1', z.object({ accountId, ...gone }), {
  heard: false,
});

/** A workstream is gone. `workstream-changed` says the same, with all of it. */
export const workstreamRemoved = defineEvent(
  'channel-config.workstream-removed.v1',
  z.object({ workstreamId, ...gone }),
  { heard: false },
);

/** A channel is gone, and its number may have another. `channel-changed` says the same, with all of it. */
export const channelRemoved = defineEvent('channel-config.channel-removed.v1', z.object({ channelId, ...gone }), {
  heard: false,
});
