import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { accountId, address, channelId, numberId, queueId, slug, workstreamId } from '../ids.ts';
import { locale, numberType, openEnum, provider } from '../vocabulary.ts';

const version = z.number().int().positive();

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
    language: locale,
  }),
);
