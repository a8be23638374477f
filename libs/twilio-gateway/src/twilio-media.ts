import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Failure } from './domain/media.ts';
import type { OpenedAccount } from './opened-account.ts';

/** The bytes of a customer's file as Twilio gives them. */
export interface OpenedFile {
  readonly kind: 'opened';
  readonly bytes: Readable;
  readonly contentType: string | null;
  /** Where Twilio says it. */
  readonly size: number | null;
}
export interface NotOpened {
  readonly kind: 'not-opened';
  readonly reason: Extract<Failure, 'not-found' | 'provider-refused' | 'provider-failed'>;
}

const mostRedirects = 3;
/** For all of a file; a picture of 5 MB comes in seconds. */
const patienceMs = 120_000;

/**
 * Files of customers' texts at Twilio (twilio.md 4.8). They are asked for with the account's credentials at Twilio's own interface, which
 * answers with another address: there no credentials go. Nothing here throws but the stream.
 */
export class TwilioMedia {
  private readonly api: string;

  constructor({ twilioApi }: { readonly twilioApi: string }) {
    this.api = twilioApi;
  }

  /** One file of a text. */
  async open(
    account: OpenedAccount,
    textSid: string,
    fileSid: string,
    signal: AbortSignal,
  ): Promise<OpenedFile | NotOpened> {
    const answer = await this.ask(account, `Messages/${textSid}/Media/${fileSid}`, signal);
    if ('kind' in answer) return answer;
    const size = Number(answer.headers.get('content-length') ?? NaN);
    return {
      kind: 'opened',
      bytes: answer.body ? Readable.fromWeb(answer.body as ReadableStream) : Readable.from([]),
      contentType: answer.headers.get('content-type'),
      size: Number.isSafeInteger(size) ? size : null,
    };
  }

  /** The SIDs of a text's files, in the order in which they came; the list itself has no order that is promised. */
  async list(account: OpenedAccount, textSid: string, signal: AbortSignal): Promise<readonly string[] | NotOpened> {
    const answer = await this.ask(account, `Messages/${textSid}/Media.json?PageSize=100`, signal);
    if ('kind' in answer) return answer;
    try {
      const { media_list: listed } = (await answer.json()) as { media_list: { sid: string; date_created: string }[] };
      return listed
        .map(({ sid, date_created }) => ({ sid: String(sid), at: Date.parse(date_created) }))
        .toSorted((one, other) => one.at - other.at || (one.sid < other.sid ? -1 : 1))
        .map(({ sid }) => sid);
    } catch {
      return failed;
    }
  }

  private async ask(account: OpenedAccount, path: string, given: AbortSignal): Promise<Response | NotOpened> {
    const { username, password } = account.credentials();
    const signal = AbortSignal.any([given, AbortSignal.timeout(patienceMs)]);
    let url = new URL(`${this.api}/2010-04-01/Accounts/${account.accountSid}/${path}`);
    let headers: Record<string, string> = {
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
    };
    try {
      for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
        const answer = await fetch(url, { headers, redirect: 'manual', signal });
        if (answer.ok) return answer;
        await answer.body?.cancel();
        const next = locationOf(answer, url);
        if (!next) return readStatus(answer.status);
        if (next.protocol !== 'https:' && next.origin !== new URL(this.api).origin) return failed;
        url = next;
        headers = {};
      }
      return failed;
    } catch {
      return failed;
    }
  }
}

const failed: NotOpened = { kind: 'not-opened', reason: 'provider-failed' };

function locationOf({ status, headers }: Response, from: URL): URL | null {
  const location = headers.get('location');
  return status >= 300 && status < 400 && location && URL.canParse(location, from.href)
    ? new URL(location, from)
    : null;
}

/** 408, 429 and 5xx pass by themselves; a file may be missing for a moment, and is gone when it stays so. */
function readStatus(status: number): NotOpened {
  if (status === 404 || status === 410) return { kind: 'not-opened', reason: 'not-found' };
  const passes = status === 408 || status === 429 || status >= 500;
  return passes ? failed : { kind: 'not-opened', reason: 'provider-refused' };
}
