import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Which replicas answer the paths that begin so. */
export interface Route {
  readonly prefix: string;
  ports(): readonly number[];
}

/**
 * What a reverse proxy does in production: one address, many replicas in turn. A replica that takes no connection is passed over;
 * one that breaks off in the middle is answered 502, because nobody knows what it did.
 */
export async function startBalancer(routes: readonly Route[]): Promise<{ url: string; stop(): Promise<void> }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 512, scheduling: 'lifo' });
  const turns = new Map<string, number>();

  const forward = (
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
    ports: readonly number[],
  ): void => {
    const [port, ...others] = ports;
    if (port === undefined) {
      response.writeHead(503).end();
      return;
    }
    let sent = false;
    const onward = ask(
      {
        agent,
        host: '127.0.0.1',
        port,
        method: request.method,
        path: request.url,
        headers: { ...request.headers, 'content-length': body.length },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    onward.on('socket', (socket) => (socket.connecting ? socket.once('connect', () => (sent = true)) : (sent = true)));
    onward.on('error', () => {
      if (!sent && !response.headersSent) forward(request, body, response, others);
      else if (!response.headersSent) response.writeHead(502).end();
      else response.destroy();
    });
    onward.end(body);
  };

  const server = createServer((request, response) => {
    const route = routes.find(({ prefix }) => request.url?.startsWith(prefix));
    const ports = route?.ports() ?? [];
    const turn = (turns.get(route?.prefix ?? '') ?? 0) + 1;
    turns.set(route?.prefix ?? '', turn);
    const inTurn = ports.map((_, index) => ports[(index + turn) % ports.length]!);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => forward(request, Buffer.concat(chunks), response, inTurn));
    request.on('error', () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        agent.destroy();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
