import { createHash, timingSafeEqual } from 'node:crypto';
import { type Form, readForm, readJson } from './domain/form.ts';

const nothing: Form = new Map();

/** A request as it came, at its public address. */
export interface Came {
  readonly url: string;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/**
 * The fields that the signature of a request covers: those of a form. Of JSON it covers none; there the signed address carries the SHA-256
 * of the bytes, which have to be the ones that it is of (twilio.md 4.5, 4). Undefined where they are not.
 */
export function signedFields({ url, contentType, body }: Came): Form | undefined {
  if (!isJson(contentType)) return readForm(body.toString('utf8'));
  const said = Buffer.from(URL.parse(url)?.searchParams.get('bodySHA256') ?? '');
  const made = Buffer.from(createHash('sha256').update(body).digest('hex'));
  return said.length === made.length && timingSafeEqual(said, made) ? nothing : undefined;
}

/** All fields that a request brought, signed one by one or as a whole. */
export const fieldsOf = ({ contentType, body }: Omit<Came, 'url'>): Form =>
  (isJson(contentType) ? readJson : readForm)(body.toString('utf8'));

export const isJson = (contentType = ''): boolean => /^application\/json\s*(;|$)/i.test(contentType);
