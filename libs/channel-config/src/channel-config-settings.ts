import { z } from 'zod';
import { isCountry } from '#phone';
import { readEnvironment } from '#platform';

const environment = z.object({
  /** Keys that close secrets, `id:base64` of 32 bytes, comma-separated; the first one seals (decisions G). */
  SECRETS_KEYS: z.string().min(1),
  /** ISO countries whose numbers may be support numbers, comma-separated (product.md 46: US by default). */
  NUMBER_COUNTRIES: z
    .string()
    .default('US')
    .transform((list) => new Set(list.split(',').map((country) => country.trim().toUpperCase())))
    .refine((countries) => [...countries].every(isCountry), 'must be countries such as US, comma-separated'),
  /** How many hours webhooks signed with a replaced token are still believed. */
  TOKEN_GRACE_HOURS: z.coerce.number().int().min(0).max(168).default(24),
});

/** What this service reads from its environment. */
export class ChannelConfigSettings {
  readonly secretsKeys: string;
  /** Countries whose numbers are accepted. */
  readonly countries: ReadonlySet<string>;
  readonly tokenGraceHours: number;

  constructor(source?: NodeJS.ProcessEnv) {
    const { SECRETS_KEYS, NUMBER_COUNTRIES, TOKEN_GRACE_HOURS } = readEnvironment(environment, source);
    this.secretsKeys = SECRETS_KEYS;
    this.countries = NUMBER_COUNTRIES;
    this.tokenGraceHours = TOKEN_GRACE_HOURS;
  }
}
