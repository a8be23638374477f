import { createHash } from 'node:crypto';
import { Agent as HttpAgent, type ClientRequest, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Account } from './accounts.ts';
import { errorOf, isTriedAgain, type Patience, readAddress, type TryResult } from './domain/connection.ts';
import type { Parameters } from './domain/parameters.ts';
import type { Alerts } from './alerts.ts';
import type { Log, LogEntry } from './log.ts';
import { sign } from './signature.ts';

/** Longer answers are an error anyway. */
const longestAnswer = 64 * 1024 + 1;

/** One webhook or callback to be made. */
export type Call = Readonly<{
  kind: 'webhook' | 'fallback' | 'callback';
  account: Account;
  /** The address as it was configured, with connection overrides. */
  address: string;
  method: 'POST' | 'GET';
  parameters: Parameters;
  /** The beginning of its sentence in the log: `The text from +1 … went to Parley`. */
  says: string;
  about: Pick<LogEntry, 'number' | 'customer' | 'sid' | 'state'>;
  /** Signed with a token that is not the account's. */
  isForged: boolean;
  /** On a connection of its own, so that several are at the door at once. */
  isAlone?: boolean;
}>;

export type CallResult = Readonly<{ last: TryResult; code: number | null }>;

/** Calls addresses as Twilio does: signed, with its time limits and its few retries. */
export class Webhooks {
  private readonly http = new HttpAgent({ keepAlive: true });
  private readonly https = new HttpsAgent({ keepAlive: true });
  private readonly out = new Set<ClientRequest>();

  private readonly log: Log;
  private readonly alerts: Alerts;
  private readonly usual: Patience;

  constructor(log: Log, alerts: Alerts, usual: Patience) {
    this.log = log;
    this.alerts = alerts;
    this.usual = usual;
  }

  /** Never throws: what went wrong is in the result. */
  async call(call: Call): Promise<CallResult> {
    const { url, patience, warning } = readAddress(call.address, this.usual);
    if (warning !== null) {
      this.complain(call, warning);
      this.log.write({
        ...call.about,
        kind: call.kind,
        went: 'wrong',
        code: warning,
        sentence: 'The connection overrides of the address cannot be read, so the usual ones hold.',
        account: call.account.sid,
        url: call.address,
      });
    }
    const idempotency = idempotencyToken(call);
    const started = performance.now();
    for (let tries = 1; ; tries += 1) {
      const left = patience.totalMs - (performance.now() - started);
      const last = await this.tryOnce(call, url, patience, Math.max(left, 1), idempotency);
      const code = errorOf(last);
      if (isTriedAgain(last, tries, performance.now() - started, patience)) continue;
      if (code !== null) this.complain(call, code);
      return { last, code };
    }
  }

  /** What went wrong stands in the error log of the account, once for all tries. */
  complain({ account, about, address, method }: Call, errorCode: number): void {
    const url = address.split('#', 1)[0]!.replace(/^(https?:\/\/)[^/@]*@/, '$1');
    this.alerts.add({ accountSid: account.sid, errorCode, about: about.sid ?? '', url, method });
  }

  private async tryOnce(
    call: Call,
    url: string,
    patience: Patience,
    leftMs: number,
    idempotency: string,
  ): Promise<TryResult> {
    const form = new URLSearchParams(
      call.parameters.map(([name, value]): [string, string] => [name, value]),
    ).toString();
    const isPost = call.method === 'POST';
    const target = isPost || form === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${form}`;
    const token = call.isForged ? 'a token that nobody has' : call.account.primaryToken;
    const signature = sign(token, target, isPost ? call.parameters : []);
    const headers: Record<string, string> = {
      'X-Twilio-Signature': signature,
      'I-Twilio-Idempotency-Token': idempotency,
      'User-Agent': 'TwilioProxy/1.1',
      'X-Home-Region': 'us1',
      Accept: '*/*',
      ...(isPost && {
        'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
        'Content-Length': String(Buffer.byteLength(form)),
      }),
    };
    const sent = { method: call.method, headers, body: isPost ? form : '' };
    const time = { connectMs: patience.connectMs, readMs: Math.min(patience.readMs, leftMs) };
    const result = await this.exchange(new URL(target), sent, time, call.isAlone ?? false);
    const code = errorOf(result);
    this.log.write({
      ...call.about,
      kind: call.kind,
      went: code === null ? 'well' : 'wrong',
      sentence: `${call.says}: ${spoken(result)}.`,
      account: call.account.sid,
      method: call.method,
      url: target.replace(/^(https?:\/\/)[^/@]*@/, '$1'),
      ms: Math.round(result.ms),
      parameters: call.parameters,
      signature,
      ...(result.kind === 'answered' && { status: result.status }),
      ...(code !== null && { code }),
    });
    return result;
  }

  private exchange(
    url: URL,
    { method, headers, body }: { method: string; headers: Record<string, string>; body: string },
    time: { connectMs: number; readMs: number },
    isAlone: boolean,
  ): Promise<TryResult> {
    return new Promise((resolve) => {
      const started = performance.now();
      const ms = () => performance.now() - started;
      const isSecure = url.protocol === 'https:';
      const agent = isAlone ? false : isSecure ? this.https : this.http;
      const request = (isSecure ? requestHttps : requestHttp)(url, { method, headers, agent });
      this.out.add(request);
      let isConnected = false;
      let connecting: NodeJS.Timeout | undefined;
      const fail = (reason: string) => {
        if (isConnected) settle({ kind: 'no-answer', reason, ms: ms() });
        else settle({ kind: 'not-connected', reason, ms: ms() });
      };
      const reading = setTimeout(() => fail('ETIMEDOUT'), time.readMs);
      let isSettled = false;
      const settle = (result: TryResult) => {
        if (isSettled) return;
        isSettled = true;
        clearTimeout(reading);
        clearTimeout(connecting);
        this.out.delete(request);
        if (result.kind !== 'answered') request.destroy();
        resolve(result);
      };
      request.on('socket', (socket) => {
        if (!socket.connecting) {
          isConnected = true;
          return;
        }
        connecting = setTimeout(() => fail('ETIMEDOUT'), time.connectMs);
        socket.once(isSecure ? 'secureConnect' : 'connect', () => {
          isConnected = true;
          clearTimeout(connecting);
        });
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        const isStale = request.reusedSocket && error.code === 'ECONNRESET' && !isSettled;
        if (!isStale) return fail(error.code ?? error.message);
        // The server had closed a connection kept from before: that is no failure of this request.
        this.exchange(url, { method, headers, body }, time, true).then(settle, () => fail('ECONNRESET'));
      });
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          if (length < longestAnswer) chunks.push(chunk);
          length += chunk.length;
        });
        response.on('error', () => fail('ECONNRESET'));
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          const contentType = response.headers['content-type'] ?? '';
          settle({ kind: 'answered', status, contentType, body: Buffer.concat(chunks).toString('utf8'), ms: ms() });
        });
      });
      request.end(body);
    });
  }

  stop(): void {
    for (const request of this.out) request.destroy(new Error('The simulator stops.'));
    this.http.destroy();
    this.https.destroy();
  }
}

/** The same for every try and copy of one webhook. */
function idempotencyToken({ kind, about }: Call): string {
  const hex = createHash('sha256').update(`${kind} ${about.sid} ${about.state}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'there is no such host',
  ETIMEDOUT: 'no answer in time',
  ECONNRESET: 'the connection broke',
};

function spoken(result: TryResult): string {
  if (result.kind === 'answered') return `answered ${result.status} in ${Math.round(result.ms)} ms`;
  return reasons[result.reason] ?? result.reason;
}
