import { Logger } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { type Opened, Outside, OutsideFailure } from '#outside';
import type { Failure } from './domain/media.ts';
import type { MediaHosts } from './domain/media-hosts.ts';
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

/** Any other address of the interface was set, and may be inside (the simulator's). */
const realApi = 'https://api.twilio.com';

/**
 * Files of customers' texts at Twilio (twilio.md 4.8). They are asked for with the account's credentials at Twilio's own interface, which
 * answers with another address: there no credentials go, and only if it is of a host where Twilio keeps files, outside of our own network
 * (peers.md 1.2 row 9). Nothing here throws but the stream.
 */
export class TwilioMedia {
  private readonly log = new Logger('gateway.twilio-media');
  private readonly api: string;
  private readonly hosts: MediaHosts;
  /** Asks the interface. */
  private readonly inside: Outside;
  /** Asks everybody else, nobody of whom is inside. */
  private readonly outside: Outside;

  /** `mediaHosts`: where the interface may send on to. Nothing inside our network is asked but an interface that is there itself. */
  constructor({ twilioApi, mediaHosts }: { readonly twilioApi: string; readonly mediaHosts: MediaHosts }) {
    this.api = twilioApi;
    this.hosts = mediaHosts;
    const host = new URL(twilioApi).hostname.replace(/^\[|\]$/g, '');
    this.inside = new Outside({ allowed: twilioApi === realApi ? '' : host, authorities: undefined });
    this.outside = new Outside({ allowed: '', authorities: undefined });
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
    const size = Number(answer.headers['content-length'] ?? NaN);
    return {
      kind: 'opened',
      bytes: answer.bytes,
      contentType: answer.headers['content-type'] ?? null,
      size: Number.isSafeInteger(size) ? size : null,
    };
  }

  /** The SIDs of a text's files, in the order in which they came; the list itself has no order that is promised. */
  async list(account: OpenedAccount, textSid: string, signal: AbortSignal): Promise<readonly string[] | NotOpened> {
    const answer = await this.ask(account, `Messages/${textSid}/Media.json?PageSize=100`, signal);
    if ('kind' in answer) return answer;
    try {
      const { media_list: listed } = (await json(answer.bytes)) as {
        media_list: { sid: string; date_created: string }[];
      };
      return listed
        .map(({ sid, date_created }) => ({ sid: String(sid), at: Date.parse(date_created) }))
        .toSorted((one, other) => one.at - other.at || (one.sid < other.sid ? -1 : 1))
        .map(({ sid }) => sid);
    } catch {
      return failed;
    }
  }

  private async ask(account: OpenedAccount, path: string, given: AbortSignal): Promise<Opened | NotOpened> {
    const { username, password } = account.credentials();
    const signal = AbortSignal.any([given, AbortSignal.timeout(patienceMs)]);
    let url = new URL(`${this.api}/2010-04-01/Accounts/${account.accountSid}/${path}`);
    let headers: Record<string, string> = {
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
    };
    try {
      for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
        const isApi = url.origin === new URL(this.api).origin;
        const answer = await (isApi ? this.inside : this.outside).open(url.href, headers, signal);
        if (answer.status >= 200 && answer.status < 300) return answer;
        answer.bytes.destroy();
        const next = locationOf(answer, url);
        if (!next) return readStatus(answer.status);
        if (!this.hosts.allow(next, new URL(this.api))) return this.leads(next);
        url = next;
        headers = {};
      }
      return failed;
    } catch (error) {
      return error instanceof OutsideFailure && error.kind === 'forbidden' ? this.leads(url) : failed;
    }
  }

  /** The address itself may open the file: it is not said. */
  private leads({ protocol, host }: URL): NotOpened {
    this.log.warn(`A file is not fetched from ${protocol}//${host}: it is inside, or not among TWILIO_MEDIA_HOSTS.`);
    return { kind: 'not-opened', reason: 'provider-refused' };
  }
}

const failed: NotOpened = { kind: 'not-opened', reason: 'provider-failed' };

function locationOf({ status, headers: { location } }: Opened, from: URL): URL | null {
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
