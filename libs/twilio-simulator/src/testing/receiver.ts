import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Got = Readonly<{
  method: string;
  /** The full address, as the caller must have signed it. */
  url: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The form; a repeated name has all its values. */
  form: Record<string, string | string[]>;
  /** The local port of the caller: one for each connection. */
  connection: number;
}>;

/** What to answer: a status, a body, nothing at all, or a cut connection. */
export type Reply = Readonly<{ status?: number; type?: string; body?: string }> | 'silence' | 'reset';

/** A web server that takes webhooks, remembers them, and answers as it is told. */
export async function aReceiver(answer: (got: Got) => Reply | Promise<Reply> = () => ({})) {
  const got: Got[] = [];
  let reply = answer;
  const server = createServer((request, response) => {
    void read(request).then(async (body) => {
      const url = `${base}${request.url}`;
      const one = {
        method: request.method!,
        url,
        path: request.url!,
        headers: request.headers,
        body,
        form: formOf(body),
      };
      const received = { ...one, connection: request.socket.remotePort! };
      got.push(received);
      const said = await reply(received);
      if (said === 'silence') return;
      if (said === 'reset') return void request.socket.resetAndDestroy();
      response.writeHead(said.status ?? 200, { 'content-type': said.type ?? 'text/xml' });
      response.end(said.body ?? '<Response/>');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: base,
    got,
    /** The requests for one path. */
    at: (path: string) => got.filter((one) => one.path.split('?')[0] === path),
    answerWith(next: (got: Got) => Reply | Promise<Reply>) {
      reply = next;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function formOf(body: string): Record<string, string | string[]> {
  const fields = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) => {
      // Copied: inside a test runner's own realm the list would not be an Array to the SDK.
      const values = [...fields.getAll(name)];
      return [name, values.length === 1 ? values[0]! : values];
    }),
  );
}
