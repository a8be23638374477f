import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Journal, type JournalEntry, reasonOf } from '#event-bus';
import type { Metrics } from './metrics.ts';
import { failureOf } from './problem.filter.ts';

const levels = {
  done: 'info',
  duplicate: 'info',
  refused: 'info',
  unreadable: 'info',
  outage: 'warn',
  broken: 'error',
} as const;
/** Asked every few seconds by whoever watches us; only worth a line when it does not go well. */
const watched = /^GET \/(health\/|metrics)/;

/** Writes each unit of work as one line of the log, and counts it. */
export class LogJournal extends Journal {
  constructor(
    private readonly log: Logger,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  wrote(entry: JournalEntry): void {
    this.metrics.units.observe({ door: entry.door, name: entry.name, outcome: entry.outcome }, entry.ms / 1000);
    this.write({ ...entry, ms: tenths(entry.ms) });
  }

  /** An HTTP request has been answered, or its caller is gone. */
  answered(request: FastifyRequest, reply: FastifyReply): void {
    const { statusCode: status, elapsedTime } = reply;
    const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
    const name = `${request.method} ${route}`;
    const ms = tenths(elapsedTime);
    const failure = failureOf(request);
    const outcome = outcomeOf(status);
    this.metrics.http.observe({ method: request.method, route, status }, elapsedTime / 1000);
    if (outcome === 'done' && watched.test(name)) return;
    const detail = status >= 500 && failure !== undefined ? { detail: reasonOf(failure) } : {};
    this.write({ door: 'http', name, correlationId: request.id, ms, outcome, ...detail }, { status });
  }

  private write({ outcome, ...entry }: JournalEntry, more: object = {}): void {
    this.log[levels[outcome]]({ ...entry, outcome, ...more });
  }
}

function outcomeOf(status: number): JournalEntry['outcome'] {
  if (status < 400) return 'done';
  if (status === 503) return 'outage';
  if (status >= 500) return 'broken';
  return [400, 413, 414, 415].includes(status) ? 'unreadable' : 'refused';
}

const tenths = (ms: number): number => Math.round(ms * 10) / 10;
