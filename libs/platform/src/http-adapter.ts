import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Neighbour } from './neighbour.ts';

/** Fastify behind a server of ours, so that neighbours get their paths first. */
export function httpAdapter(beside: readonly Neighbour[]): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: 1024 * 1024,
    serverFactory: (handler: (request: IncomingMessage, response: ServerResponse) => void) => {
      const server = createServer((request, response) => {
        const path = (request.url ?? '/').split('?', 1)[0]!;
        const neighbour = beside.find(({ owns }) => owns(path));
        if (neighbour) neighbour.handle(request, response);
        else handler(request, response);
      });
      return server;
    },
  });
}
