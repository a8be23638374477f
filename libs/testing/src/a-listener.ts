import { writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { testCertificate, testKey } from './a-certificate.ts';

/** A call that came in. */
export interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever it is, a test knows
  readonly body: any;
}
interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Nobody ever answers. */
  readonly never?: boolean;
}

/** What a service needs to be told to ask a listener (`OutsideSettings`). */
export const onThisMachine = { allowed: '127.0.0.1', authorities: [testCertificate] };

/** The same for a whole product, in the words of its environment; `folder` takes the certificate. */
export function productOnThisMachine(folder: string): Readonly<Record<string, string>> {
  const file = join(folder, 'authority.pem');
  writeFileSync(file, testCertificate);
  return { OUTSIDE_ALLOWED: onThisMachine.allowed, OUTSIDE_CA_FILE: file };
}

/** Somebody else's system on this machine, over https, as a test wants it to answer. */
export async function aListener(answer: (heard: Heard) => Answer | Promise<Answer> = () => ({})) {
  const heard: Heard[] = [];
  let answering = answer;
  const server = createServer({ cert: testCertificate, key: testKey }, (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString();
      const call = {
        path: request.url ?? '/',
        headers: request.headers,
        text,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      };
      heard.push(call);
      void Promise.resolve(answering(call)).then(({ status = 200, body = {}, headers = {}, never = false }) => {
        if (never) return;
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Every call so far. */
    heard,
    /** From now on it answers so. */
    answers(next: typeof answer) {
      answering = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
export type Listener = Awaited<ReturnType<typeof aListener>>;
