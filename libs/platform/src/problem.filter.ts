import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, TooManyRequests } from '#contracts';
import { inOurWords } from './body-problems.ts';
import { problemOf } from './problem.ts';

/** Answers every error as problem details (RFC 9457). The error itself stays with the request, for the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    answer(reply, request.is404 ? nothingAt(request) : inOurWords(error, request));
  }
}

/** The error that ended this request, when one did. */
const failures = new WeakMap<FastifyRequest, unknown>();
export const failureOf = (request: FastifyRequest): unknown => failures.get(request);

export function answer(reply: FastifyReply, error: unknown): void {
  failures.set(reply.request, error);
  if (reply.sent || reply.raw.headersSent) return void reply.raw.destroy();
  const problem = problemOf(error, reply.request.id);
  for (const [name, value] of Object.entries(headersOf(problem, error, reply.request))) void reply.header(name, value);
  void reply.status(problem.status).send(JSON.stringify(problem));
}

const nothingAt = ({ method, url }: FastifyRequest) =>
  new NotFoundException(`There is no ${method} ${url.split('?', 1)[0]}.`);

function headersOf({ status, detail }: Problem, error: unknown, { headers }: FastifyRequest): Record<string, string> {
  const type = { 'content-type': 'application/problem+json; charset=utf-8' };
  if (status === 503) return { ...type, 'retry-after': '5' };
  if (error instanceof TooManyRequests) return { ...type, 'retry-after': String(error.seconds) };
  if (status !== 401) return type;
  const reason = headers.authorization
    ? `, error="invalid_token", error_description="${detail.replaceAll('"', "'")}"`
    : '';
  return { ...type, 'www-authenticate': `Bearer realm="parley"${reason}` };
}
