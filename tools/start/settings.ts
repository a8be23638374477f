import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const address = (protocol: RegExp, example: string) => z.url({ protocol, error: `must be like ${example}` }).optional();

/** What `npm start` reads. Each address replaces an embedded part by a real one. */
export const startSettings = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_BASE_URL: z.url().optional(),
  /** Where the embedded parts keep their data. */
  DATA_FOLDER: z.string().min(1).default('.data'),
  DATABASE_URL: address(/^postgres(ql)?$/, 'postgres://user:password@host:5432/database'),
  AMQP_URL: address(/^amqps?$/, 'amqp://user:password@host:5672'),
  OIDC_ISSUER: address(/^https?$/, 'https://sign-in.example.com'),
  TWILIO_API_BASE_URL: address(/^https?$/, 'https://api.twilio.com'),
});
export type StartSettings = z.output<typeof startSettings>;

/** What has to be the same at every start. */
export interface Kept {
  readonly databasePassword: string;
  /** Of each service's role, by schema. */
  readonly servicePasswords: Readonly<Record<string, string>>;
  readonly secretsKeys: string;
  readonly linkKeys: string;
  /** The account at the simulated Twilio. */
  readonly demo: { readonly accountSid: string; readonly authToken: string };
}

const schemas = ['channel_config', 'gateway', 'conversations', 'routing'];
const secret = () => randomBytes(24).toString('base64url');

/** Reads `secrets.json` of the data folder, and makes what is missing in it. Only its owner can read it. */
export function keptSecrets(folder: string): Kept {
  mkdirSync(folder, { recursive: true, mode: 0o711 }); // started by root, PostgreSQL goes through it as another user
  const file = join(folder, 'secrets.json');
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Kept>) : {};
  const kept: Kept = {
    databasePassword: secret(),
    servicePasswords: Object.fromEntries(schemas.map((schema) => [schema, secret()])),
    secretsKeys: `k1:${randomBytes(32).toString('base64')}`,
    linkKeys: `k1:${randomBytes(32).toString('base64')}`,
    demo: { accountSid: `AC${randomBytes(16).toString('hex')}`, authToken: randomBytes(16).toString('hex') },
    ...before,
  };
  if (Object.keys(kept).every((name) => name in before)) return kept;
  writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return kept;
}
