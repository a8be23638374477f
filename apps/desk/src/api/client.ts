import type { Problem } from '#contracts';
import { Refused, Unanswered } from './refused.ts';
import { trust, type Contract, type Promised } from './trust.ts';

/** Where the sign-in is: the client asks it for every request and when a request came back unauthorised. */
export interface Tokens {
  /** Waits while a sign-in has ended and the person has not signed in again. */
  readonly current: () => Promise<string>;
  /** The token was refused: get another one. False when only the person can. */
  readonly renew: (refused: string) => Promise<boolean>;
}

let tokens: Tokens = { current: () => Promise.reject(new Error('nobody signed in')), renew: async () => false };
export const identify = (source: Tokens): void => {
  tokens = source;
};

/** A request with the person's sign-in. An ended sign-in is renewed and the request repeated; every request of ours may be repeated. */
export async function authorised(request: (token: string) => Promise<Response>): Promise<Response> {
  const token = await tokens.current();
  const response = await request(token);
  if (response.status !== 401) return response;
  await tokens.renew(token);
  return request(await tokens.current());
}

/** `fetch` with the person's sign-in. */
export const fetchSignedIn = (url: string | URL, init: RequestInit = {}): Promise<Response> =>
  authorised((token) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  });

export interface Asking {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly body?: unknown;
  /** Sent as it is, instead of a body: a table, a file. */
  readonly file?: Blob;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** The version that is being edited: somebody else's newer one refuses the edit. */
  readonly ifMatch?: number;
  readonly signal?: AbortSignal;
  /** It is on its way even when the page is gone. */
  readonly outlivesPage?: boolean;
}

function addressOf(path: string, query: Asking['query'] = {}): string {
  const said = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`;
}

const isProblem = (said: unknown): said is Problem => typeof said === 'object' && said !== null && 'code' in said;

/** Why it was not done: `Refused` where asking again gives the same answer, `Unanswered` where it is worth another attempt. */
export async function no(response: Response): Promise<Error> {
  const said: unknown = await response.json().catch(() => null);
  const reference = isProblem(said) ? said.correlationId : null;
  const isFinal = response.status < 500 && response.status !== 429 && response.status !== 408;
  return isFinal && isProblem(said) ? new Refused(response.status, said) : new Unanswered(reference);
}

async function send(
  path: string,
  { method = 'GET', body, file, query, ifMatch, signal, outlivesPage = false }: Asking,
): Promise<Response> {
  const headers = {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(file === undefined ? {} : { 'content-type': file.type }),
    ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
  };
  let response: Response;
  try {
    response = await fetchSignedIn(addressOf(path, query), {
      method,
      headers,
      keepalive: outlivesPage,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unanswered(null);
  }
  if (!response.ok) throw await no(response);
  return response;
}

/** Asks the API; answers with what the contract promises. Throws {@link Refused} or {@link Unanswered}, nothing else. */
export async function ask<const What extends Contract>(
  path: string,
  contract: What,
  asking: Asking = {},
): Promise<Promised<What>> {
  const response = await send(path, asking);
  return trust(contract, response.status === 204 ? null : await response.json());
}

/** Asks the API for what nobody reads. */
export const order = async (path: string, asking: Asking): Promise<void> => void (await send(path, asking));

/** Every page of a list; lists that a desk shows whole are short. */
export async function askAll<Item>(
  page: (cursor: string | undefined) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    all.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return all;
}
