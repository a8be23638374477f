import { createHmac } from 'node:crypto';
import type { Parameters } from './domain/parameters.ts';

/**
 * The value of X-Twilio-Signature (twilio.md 4.5): HMAC-SHA1 with the auth token over the address exactly as configured,
 * without its fragment, followed by the sorted names, each with its distinct values sorted. GET: no parameters, they
 * are in the address.
 */
export function sign(authToken: string, url: string, parameters: Parameters): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of parameters) values.set(name, (values.get(name) ?? new Set()).add(value));
  const signed = [...values.keys()]
    .sort()
    .flatMap((name) => [...values.get(name)!].sort().map((value) => name + value))
    .join('');
  return createHmac('sha1', authToken)
    .update(url + signed, 'utf8')
    .digest('base64');
}
