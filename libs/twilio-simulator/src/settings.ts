import { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Pace } from './domain/message.ts';
import { type Patience, readAddress, twilioPatience } from './domain/connection.ts';

const isWebAddress = (text: string) => {
  const { url } = readAddress(text, twilioPatience);
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
};

/** An address a webhook may go to: http or https, absolute; connection overrides may follow after `#`. */
export const webAddress = z.string().max(2_000).refine(isWebAddress, 'must be an absolute http or https address');
/** Empty: nothing is called. */
const optionalAddress = z.union([z.literal(''), webAddress]).default('');
const method = z.enum(['POST', 'GET']).default('POST');
const sid = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `must be ${prefix} and 32 hexadecimal digits`);

/** A number as Twilio knows one: E.164, or the four to eight digits of a short code. */
export const phoneNumber = z
  .string()
  .regex(/^(?:\+[1-9]\d{6,14}|\d{4,8})$/, 'must be a number like +14155550111, or a short code');

/** Whoever texts: a number, or as networks show some senders, one without a plus or a name of 11 characters at most. */
export const sender = z
  .string()
  .regex(
    /^(?:\+[1-9]\d{6,14}|\d{3,15}|(?=.*\p{L})[^\p{Cc}:]{1,11})$/u,
    'must be a number like +14155550111, or a name',
  );

export const numberSettings = z.object({
  number: phoneNumber,
  type: z.enum(['long-code', 'toll-free', 'short-code']).default('long-code'),
  /** What people call it. */
  name: z.string().max(64).default(''),
  /** Where texts to it are posted. Empty until an administrator sets it, as at Twilio. */
  smsUrl: optionalAddress,
  smsMethod: method,
  smsFallbackUrl: optionalAddress,
  smsFallbackMethod: method,
  /** Whether it can send and get texts, and pictures. */
  sms: z.boolean().default(true),
  mms: z.boolean().default(true),
});

export const accountSettings = z.object({
  sid: sid('AC').optional(),
  /** Signs webhooks and opens the REST interface. Made when it is not given. */
  authToken: z.string().min(8).max(128).optional(),
  name: z.string().max(64).default('Demo account'),
  numbers: z.array(numberSettings).default([]),
  /** Keys instead of SID and token. A `standard` key cannot read the account itself (twilio.md 4.10). */
  apiKeys: z
    .array(
      z.object({ sid: sid('SK'), secret: z.string().min(8), kind: z.enum(['main', 'standard']).default('standard') }),
    )
    .default([]),
  /** Messaging Services: groups of numbers with one address and one opt-out list. */
  services: z
    .array(
      z.object({
        sid: sid('MG'),
        name: z.string().max(64).default('Messaging Service'),
        numbers: z.array(phoneNumber).min(1),
        advancedOptOut: z.boolean().default(false),
        inboundUrl: optionalAddress,
        inboundMethod: method,
        fallbackUrl: optionalAddress,
        fallbackMethod: method,
        /** False: texts to its numbers go to the address of the service, not to that of the number. */
        useInboundWebhookOnNumber: z.boolean().default(true),
      }),
    )
    .default([]),
});
export type AccountSettings = z.input<typeof accountSettings>;
export type NumberSettings = z.input<typeof numberSettings>;

/** How much is remembered; older things are forgotten. */
export type Keep = Readonly<{
  log: number;
  messages: number;
  phones: number;
  textsPerPhone: number;
  mediaBytes: number;
}>;

export type SimulatorSettings = {
  accounts?: readonly AccountSettings[];
  /** Where this simulator is reached, without a slash at the end: pictures get their address from it. `listen` sets it. */
  baseUrl?: string;
  /** False: only Twilio's own paths are served, no `/simulator` and no `/phone`. */
  control?: boolean;
  /** How long a text stays queued, sending and sent, in milliseconds. */
  pace?: Partial<Pace>;
  /** How long webhooks are waited for and what is tried again, where the address itself does not say. */
  patience?: Partial<Patience>;
  /** REST requests of one account at once; more get 429. */
  concurrency?: number;
  /** Makes everything that is left to chance repeatable, SIDs too: never give the same seed to a product that has kept its data. */
  seed?: number;
  clock?: Clock;
  keep?: Partial<Keep>;
};

/** A pace at which a person can follow a text: about a second and a half from queued to delivered. */
export const peoplesPace: Pace = { queuedMs: 150, sendingMs: 350, sentMs: 1_000 };
export const usualKeep: Keep = {
  log: 2_000,
  messages: 100_000,
  phones: 20_000,
  textsPerPhone: 500,
  mediaBytes: 64 * 1024 * 1024,
};
