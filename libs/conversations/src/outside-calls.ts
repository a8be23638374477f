import type { Outside } from '#outside';
import { signed } from '#outside';

/** Somebody else answered, but not as it was agreed. */
export class UnexpectedAnswer extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnexpectedAnswer';
  }
}

export interface SignedCall {
  readonly url: string;
  /** The same for every attempt of one question. */
  readonly id: string;
  /** Newest first. */
  readonly secrets: readonly string[];
  readonly body: unknown;
  readonly withinMs: number;
  readonly at: Date;
}

/** Asks in our own protocol: JSON, signed as Standard Webhooks says, answered with JSON and 2xx. */
export async function askSigned(outside: Outside, call: SignedCall): Promise<unknown> {
  const body = JSON.stringify(call.body);
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...signed(call.secrets, { id: call.id, at: call.at, body }),
  };
  const answer = await outside.ask({ url: call.url, headers, body, withinMs: call.withinMs });
  return jsonOf(answer);
}

/** What no text can hold stands as a question mark in a box, as in customers' texts (decisions F). */
const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');

/** Reads JSON that somebody else wrote, down to its last character: what cannot be stored would be asked for again and again. */
export const readJson = (json: string): unknown =>
  JSON.parse(json, (_, value: unknown) => {
    if (typeof value === 'string') return storable(value);
    const isNamed = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isNamed && Object.keys(value).some((name) => storable(name) !== name)
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [storable(name), one]))
      : value;
  });

/** The JSON of an answer. Throws `UnexpectedAnswer` when it is none, or an error. */
export function jsonOf({ status, body }: { readonly status: number; readonly body: string }): unknown {
  if (status < 200 || status > 299) throw new UnexpectedAnswer(`The answer was ${status}.`);
  try {
    return readJson(body);
  } catch {
    throw new UnexpectedAnswer('The answer was no JSON.');
  }
}
