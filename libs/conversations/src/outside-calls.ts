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

/** The JSON of an answer. Throws `UnexpectedAnswer` when it is none, or an error. */
export function jsonOf({ status, body }: { readonly status: number; readonly body: string }): unknown {
  if (status < 200 || status > 299) throw new UnexpectedAnswer(`The answer was ${status}.`);
  try {
    return JSON.parse(body);
  } catch {
    throw new UnexpectedAnswer('The answer was no JSON.');
  }
}
