import { z } from 'zod';
import { readEnvironment } from '#platform';
import type { Pace } from './domain/reconciliation.ts';

const environment = z.object({
  /** Keys that open what channel-config sealed, `id:base64` of 32 bytes, comma-separated (decisions G). */
  SECRETS_KEYS: z.string().min(1),
  /** Where Twilio's REST interface is; another address points at the simulator. */
  TWILIO_API_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
  /** How many texts one process hands over to Twilio at the same time. */
  DELIVERIES_AT_ONCE: z.coerce.number().int().min(1).max(100).default(8),
  /** How many days the raw forms of webhooks and the observations of deliveries are kept. */
  WEBHOOK_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  /** How many minutes pass between two comparisons of a number's texts with Twilio's list, in which lost ones are found. */
  RECONCILE_EVERY_MINUTES: z.coerce.number().int().min(1).max(1440).default(5),
});

/** What this service reads from its environment. */
export class GatewaySettings {
  readonly secretsKeys: string;
  /** Without a slash at the end. */
  readonly twilioApi: string;
  readonly deliveriesAtOnce: number;
  readonly retentionDays: number;
  /** How lost texts are looked for (domain/reconciliation.ts). */
  readonly reconciliation: Pace;
  /** The pause between two questions to Twilio while looking for lost texts. */
  readonly betweenListsMs: number = 100;
  /** How long Twilio may take to answer; after that nobody knows what became of the text. */
  readonly answerWithinMs: number = 10_000;

  constructor(source?: NodeJS.ProcessEnv) {
    const read = readEnvironment(environment, source);
    this.secretsKeys = read.SECRETS_KEYS;
    this.twilioApi = read.TWILIO_API_BASE_URL.replace(/\/+$/, '');
    this.deliveriesAtOnce = read.DELIVERIES_AT_ONCE;
    this.retentionDays = read.WEBHOOK_RETENTION_DAYS;
    this.reconciliation = {
      everyMs: read.RECONCILE_EVERY_MINUTES * 60_000,
      onItsWayMs: 30_000,
      overlapMs: 30 * 60_000,
    };
  }
}
