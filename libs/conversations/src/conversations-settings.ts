import { z } from 'zod';
import { isCountry } from '#phone';
import { readEnvironment } from '#platform';
import { Seal } from '#secrets';

const environment = z.object({
  /** Keys that seal the secrets of bots, directories and webhooks and what masking hides, `id:base64` of 32 bytes. Unset: there are none. */
  CONVERSATIONS_SECRETS_KEYS: z.string().default(''),
  /** The country (ISO) of customers' numbers that are written without one. */
  CUSTOMER_COUNTRY: z.string().refine(isCountry, 'is no country such as US').default('US'),
});

/** What this service reads from its environment. */
export class ConversationsSettings {
  readonly seal: Seal | null;
  readonly country: string;

  constructor(source?: NodeJS.ProcessEnv) {
    const { CONVERSATIONS_SECRETS_KEYS: keys, CUSTOMER_COUNTRY } = readEnvironment(environment, source);
    this.seal = keys === '' ? null : new Seal(keys);
    this.country = CUSTOMER_COUNTRY;
  }
}
