import { z } from 'zod';

/** What every process reads. A service's own names are read by the service. */
export const processEnvironment = z.object({
  /** The owner's address of the server; services connect to it as their own role once that has a password. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host:port/database' }),
  /** Unset: the broker is inside this process. */
  AMQP_URL: z.url({ protocol: /^amqps?$/, error: 'must be amqp://user:password@host:port' }).optional(),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().min(1).default('parley'),
  OIDC_CLIENT_ID: z.string().min(1).default('parley-desk'),
  /** What the desk asks the issuer for. Some issuers name the audience here. */
  OIDC_SCOPE: z.string().min(1).default('openid profile offline_access'),
  /** The claim of the access token that says the roles; `realm_access.roles` goes into nested claims. */
  OIDC_ROLES_CLAIM: z.string().min(1).default('roles'),
  /** Where the issuer's keys are, when its public address cannot be reached from here. */
  OIDC_KEYS_URL: z.url().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** What providers sign begins with it: a query or fragment on it would be in the middle of every address. */
  PUBLIC_BASE_URL: z
    .url()
    .refine((url) => !/[?#]/.test(url), 'must have neither a query nor a fragment')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});
export type ProcessEnvironment = z.output<typeof processEnvironment>;
