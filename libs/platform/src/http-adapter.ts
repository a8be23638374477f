import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { z } from 'zod';
import { because } from '#event-bus';
import { formLimit, jsonLimit, readBodies } from './body-parsers.ts';
import { configurationLimit } from './configuration-file.ts';
import type { Neighbour } from './neighbour.ts';
import { answer } from './problem.filter.ts';
import { readingTogether } from './reading.pipe.ts';
import { answerGarbage, serve } from './server.ts';

const correlationHeader = 'x-correlation-id';
const uuid = z.uuid();

/** What ends at `answered`: which route, how long, how. */
export type Answered = (request: FastifyRequest, reply: FastifyReply) => void;

/** Fastify behind a server of ours, so that neighbours get their paths first. */
export function httpAdapter(beside: readonly Neighbour[] = [], answered: Answered = () => {}): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: jsonLimit,
    serverFactory: serve(beside),
    clientErrorHandler: answerGarbage,
    genReqId: correlationOf,
    requestIdHeader: false,
    // longer than any address can be: an overlong id reaches its schema, which names it
    routerOptions: { maxParamLength: 16 * 1024 },
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      answer(reply, adapter.mapException(error)),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  readBodies(fastify);
  rememberRoutes(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({
      [correlationHeader]: request.id,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    done();
  });
  // not earlier: reading the body does not keep the asynchronous context
  fastify.addHook('preHandler', (request, _reply, done) =>
    because({ correlationId: request.id, causationId: null }, () => readingTogether(done)),
  );
  fastify.addHook('onResponse', (request, reply, done) => {
    answered(request, reply);
    done();
  });
  return adapter;
}

/** The caller's correlation id when it is one, otherwise a new one. */
function correlationOf({ headers }: IncomingMessage): string {
  const given = headers[correlationHeader];
  if (given === undefined) return randomUUID();
  const read = uuid.safeParse(given);
  return read.success ? read.data.toLowerCase() : randomUUID();
}

/** One address of a process, as its router knows it: `/api/conversations/:id`. */
export interface Route {
  readonly method: string;
  readonly path: string;
}
const routes = new WeakMap<object, Route[]>();

function rememberRoutes(fastify: FastifyInstance): void {
  const known: Route[] = [];
  routes.set(fastify.server, known);
  fastify.addHook('onRoute', (route: RouteOptions) => {
    for (const one of [route.method].flat()) known.push({ method: one, path: route.url });
    if (route.config && 'isConfiguration' in route.config) route.bodyLimit = configurationLimit;
    if (route.config && 'takesBytes' in route.config) route.bodyLimit = formLimit;
  });
}

/** Every route of the application, HEAD twins and all; neighbours' paths are not among them. */
export const routesOf = (app: NestFastifyApplication): readonly Route[] => routes.get(app.getHttpServer()) ?? [];
