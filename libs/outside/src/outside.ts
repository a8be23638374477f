import { lookup as resolve, type LookupAddress } from 'node:dns';
import {
  Agent as PlainAgent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as plainRequest,
} from 'node:http';
import { Agent, request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Allowed, isInside } from './addresses.ts';
import type { OutsideSettings } from './outside-settings.ts';

export interface Asked {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first byte we send to the last one we read, in milliseconds. */
  readonly withinMs: number;
}

export interface Answered {
  readonly status: number;
  readonly body: string;
  /** How many seconds the other side asks us to wait (`Retry-After`); null: it did not say. */
  readonly retryAfterSeconds: number | null;
}

/** An answer whose bytes whoever asked reads, or destroys. */
export interface Opened {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: IncomingMessage;
}

/** Nobody answered, or nobody may be asked there. The message may be kept and shown: it holds no secret and no answer. */
export class OutsideFailure extends Error {
  constructor(
    readonly kind: 'time-out' | 'unreachable' | 'forbidden' | 'too-large',
    message: string,
  ) {
    super(message);
    this.name = 'OutsideFailure';
  }
}

const mostBytes = 1024 * 1024;

/** Asks systems that are not ours, and none that is inside our own network unless that is allowed. */
export class Outside {
  private readonly allowed: Allowed;
  private readonly secure: Agent;
  private readonly plain: PlainAgent;

  constructor({ allowed, authorities }: Pick<OutsideSettings, 'allowed' | 'authorities'>) {
    this.allowed = new Allowed(allowed);
    const pool = { keepAlive: true, maxSockets: 64, timeout: 60_000 };
    this.secure = new Agent({ ...pool, ...(authorities && { ca: [...authorities] }) });
    this.plain = new PlainAgent(pool);
  }

  /** Answers whatever status came. Throws `OutsideFailure`. A redirection is an answer; nobody goes after it. */
  async ask({ url, method = 'POST', headers = {}, body = '', withinMs }: Asked): Promise<Answered> {
    const signal = AbortSignal.timeout(withinMs);
    try {
      const answer = await this.connect({ url, method, headers, body, signal });
      return await readAnswer(answer);
    } catch (error) {
      throw failureOf(error, signal.aborted ? `No answer within ${withinMs / 1000} s.` : null);
    }
  }

  /**
   * Begins to read what lies there (GET), however large it is. Throws `OutsideFailure`; so does the stream when `signal` ends it, as any
   * error. A redirection is an answer here too.
   */
  async open(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Opened> {
    try {
      const bytes = await this.connect({ url, method: 'GET', headers, body: '', signal });
      return { status: bytes.statusCode ?? 0, headers: bytes.headers, bytes };
    } catch (error) {
      throw failureOf(error, signal.aborted ? 'Nobody waits any more.' : null);
    }
  }

  private async connect({ url, method, headers, body, signal }: Connecting): Promise<IncomingMessage> {
    const target = URL.canParse(url) ? new URL(url) : undefined;
    if (!target) throw new OutsideFailure('forbidden', 'The address is none.');
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const isPlain = target.protocol === 'http:';
    if (target.protocol !== 'https:' && !(isPlain && this.isAllowed(host)))
      throw new OutsideFailure('forbidden', 'The address must begin with https://.');
    if (isIP(host) !== 0 && !this.mayBeAsked(host, host)) throw inside();
    const bytes = Buffer.from(body);
    const options = {
      method,
      signal,
      lookup: this.lookup,
      headers: { 'user-agent': 'parley', ...headers, ...(method === 'POST' && { 'content-length': bytes.length }) },
    };
    return new Promise<IncomingMessage>((answered, failed) => {
      const asked = isPlain
        ? plainRequest(target, { ...options, agent: this.plain }, answered)
        : request(target, { ...options, agent: this.secure }, answered);
      asked.on('error', failed);
      asked.end(method === 'POST' ? bytes : undefined);
    });
  }

  /** Nothing is asked any more. */
  close(): void {
    this.secure.destroy();
    this.plain.destroy();
  }

  private isAllowed(host: string): boolean {
    return this.allowed.host(host) || this.allowed.address(host);
  }

  private mayBeAsked(host: string, address: string): boolean {
    return !isInside(address) || this.allowed.host(host) || this.allowed.address(address);
  }

  /** The connection goes to an address that was looked at here: between the look and the connection nobody asks the name again. */
  private readonly lookup: LookupFunction = (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return done(error, '', 0);
      const may = found.filter(({ address }) => this.mayBeAsked(host, address));
      const [first] = may;
      if (!first) return done(inside(), '', 0);
      if (options.all) return done(null, may);
      return done(null, first.address, first.family);
    });
  };
}

interface Connecting extends Required<Omit<Asked, 'withinMs'>> {
  readonly signal: AbortSignal;
}

/** `late`: how it is said that time was up; null where it was not. */
function failureOf(error: unknown, late: string | null): OutsideFailure {
  if (error instanceof OutsideFailure) return error;
  if (late !== null) return new OutsideFailure('time-out', late);
  return new OutsideFailure('unreachable', `The connection failed (${codeOf(error)}).`);
}

const inside = () => new OutsideFailure('forbidden', 'The address is inside our own network.');

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? 'no reason given');

async function readAnswer(answer: IncomingMessage): Promise<Answered> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > mostBytes) {
      answer.destroy();
      throw new OutsideFailure('too-large', 'The answer is larger than 1 MB.');
    }
    pieces.push(piece);
  }
  const wait = Number(answer.headers['retry-after']);
  return {
    status: answer.statusCode ?? 0,
    body: Buffer.concat(pieces).toString('utf8'),
    retryAfterSeconds:
      Number.isFinite(wait) && answer.headers['retry-after'] ? Math.min(Math.max(0, wait), 86_400) : null,
  };
}
