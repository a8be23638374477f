import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const prefix = 'whsec_';

/** A secret of 32 random bytes, as Standard Webhooks writes them. */
export const newSecret = (): string => `${prefix}${randomBytes(32).toString('base64')}`;

/** A secret that somebody else made up may be any words. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith(prefix) ? Buffer.from(secret.slice(prefix.length), 'base64') : Buffer.from(secret);

export interface Signed {
  /** The same for every attempt of one message: who hears it twice may forget the second. */
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

const signatureOf = (secret: string, id: string, seconds: string, body: string): string =>
  `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64')}`;

/** The headers of Standard Webhooks: `webhook-id`, `webhook-timestamp` and, with secrets, `webhook-signature`: one of each, while one is replaced. */
export function signed(secrets: readonly string[], { id, at, body }: Signed): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    ...(secrets.length > 0 && {
      'webhook-signature': secrets.map((secret) => signatureOf(secret, id, seconds, body)).join(' '),
    }),
  };
}

/** Whether a message was signed with this secret, and within five minutes of now. For the other side: our sample bot and tests. */
export function isGenuine(
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  now: Date,
): boolean {
  const [id, seconds, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(headers[name] ?? ''),
  ) as [string, string, string];
  if (!(Math.abs(now.getTime() / 1000 - Number(seconds)) <= 300)) return false;
  const expected = Buffer.from(signatureOf(secret, id, seconds, body));
  return signatures.split(' ').some((one) => {
    const given = Buffer.from(one);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
