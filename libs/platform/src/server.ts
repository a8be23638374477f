import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { HttpException } from '@nestjs/common';
import type { Neighbour } from './neighbour.ts';
import { problemOf } from './problem.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

const usual = {
  // a text of 1,600 characters that comes in the query of a webhook takes up to 15 KB by itself
  maxHeaderSize: 32 * 1024,
  // longer than proxies keep theirs, so that none is closed while a request is on its way
  keepAliveTimeout: 75_000,
  headersTimeout: 20_000,
  requestTimeout: 30_000,
  // half a minute by default, which a slow client would have on top
  connectionsCheckingInterval: 5_000,
};

/** The HTTP server of a process: neighbours get their paths before the services see a request. */
export const serve =
  (beside: readonly Neighbour[], limits: Partial<typeof usual> = {}) =>
  (services: Handle): Server => {
    const server = createServer({ ...usual, ...limits }, (request, response) => {
      if (!server.listening) return refuse(response);
      // a connection whose last request outlived the server would keep it waiting for the next one
      response.once('close', () => server.listening || setImmediate(() => server.closeIdleConnections()));
      const path = request.url!.split('?', 1)[0]!;
      const neighbour = beside.find((one) => one.owns(path));
      if (neighbour) neighbour.handle(request, response);
      else services(request, response);
    });
    return server;
  };

const type = 'application/problem+json; charset=utf-8';

/** A request that came over an open connection while we are closing. */
function refuse(response: ServerResponse): void {
  const body = JSON.stringify(problemOf(new HttpException('', 503), randomUUID()));
  response.writeHead(503, { 'content-type': type, 'retry-after': '1', connection: 'close' }).end(body);
}

const faults: Record<string, readonly [status: number, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
};

/** What is no HTTP request at all, or never becomes a whole one. */
export function answerGarbage(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, detail] = faults[error.code ?? ''] ?? [400, 'This is not an HTTP request.'];
  const body = JSON.stringify(problemOf(new HttpException(detail, status), randomUUID()));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${type}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
