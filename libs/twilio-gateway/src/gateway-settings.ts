import { z } from 'zod';
import { readEnvironment } from '#platform';

const environment = z.object({
  /** Keys that open what channel-config sealed, `id:base64` of 32 bytes, comma-separated (decisions G). */
  SECRETS_KEYS: z.string().min(1),
  /** Where Twilio's REST interface is; another address points at the simulator. */
  TWILIO_API_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
  /** How many texts one process hands over to Twilio at the same time. */
  DELIVERIES_AT_ONCE: z.coerce.number().int().min(1).max(100).default(8),
  /** How many days the raw forms of webhooks and the observations of deliveries are kept. */
  WEBHOOK_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
});

/** What this service reads from its environment. */
export class GatewaySettings {
  readonly secretsKeys: string;
  /** Without a slash at the end. */
  readonly twilioApi: string;
  readonly deliveriesAtOnce: number;
  readonly retentionDays: number;
  /** How long Twilio may take to answer; after that nobody knows what became of the text. */
  readonly answerWithinMs: number = 10_000;

  constructor(source?: NodeJS.ProcessEnv) {
    const read = readEnvironment(environment, source);
    this.secretsKeys = read.SECRETS_KEYS;
    this.twilioApi = read.TWILIO_API_BASE_URL.replace(/\/+$/, '');
    this.deliveriesAtOnce = read.DELIVERIES_AT_ONCE;
    this.retentionDays = read.WEBHOOK_RETENTION_DAYS;
  }
}
