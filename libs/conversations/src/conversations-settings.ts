import { z } from 'zod';
import { isCountry } from '#phone';
import { readEnvironment } from '#platform';
import { Seal } from '#secrets';

const environment = z.object({
  /** Keys that seal the secrets of bots, directories and webhooks and what masking hides, `id:base64` of 32 bytes. Unset: there are none. */
  CONVERSATIONS_SECRETS_KEYS: z.string().default(''),
  /** The country (ISO) of customers' numbers that are written without one. */
  CUSTOMER_COUNTRY: z.string().refine(isCountry, 'is no country such as US').default('US'),
  /** How many days it is kept what webhooks told other systems, and what those that are turned off were to tell. */
  CALLED_WEBHOOKS_KEEP_DAYS: z.coerce.number().int().min(3).max(3650).default(30),
});

/** What this service reads from its environment. */
export class ConversationsSettings {
  readonly seal: Seal | null;
  readonly country: string;
  readonly webhookKeepDays: number;

  constructor(source?: NodeJS.ProcessEnv) {
    const { CONVERSATIONS_SECRETS_KEYS: keys, ...read } = readEnvironment(environment, source);
    this.seal = keys === '' ? null : new Seal(keys);
    this.country = read.CUSTOMER_COUNTRY;
    this.webhookKeepDays = read.CALLED_WEBHOOKS_KEEP_DAYS;
  }
}
