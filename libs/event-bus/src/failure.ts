import { ZodError } from 'zod';
import { Refusal } from '#contracts';

/** Something this process needs is away: its database or the broker. Not a failure: whatever was under way is done again. */
export class Outage extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Outage';
  }
}

/** The process is about to end and takes nothing more. */
export class Stopping extends Outage {
  constructor() {
    super('This process is about to stop.');
    this.name = 'Stopping';
  }
}

/** The way from one thing to the next: what the driver threw, why, and each of several attempts. */
interface Linked {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly driverError?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/**
 * Connection exceptions, insufficient resources, operator intervention, a transaction that has to be run again
 * (decisions A); besides them a standby that is not promoted yet and a session the server ended for idling.
 */
const outageStates = /^(08...|53...|57P..|40001|40P01|25006|25P03)$/;
const outageCodes =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENOTFOUND|EAI_AGAIN)$/;
/** What pg, its pool and TypeORM say without a code when the connection went away under them. */
const outageSentences =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Driver not Connected|Cannot use a pool after calling end|Query runner already released|Database connection provided by a query runner was already released|.*connection.* is not (yet )?established)/i;

/** True when this error says that the database or the broker is away, and nothing about the work itself (decisions A). */
export function isOutage(error: unknown): boolean {
  if (error instanceof Outage) return true;
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, driverError, cause, errors } = error as Linked;
  if (typeof code === 'string' && (outageStates.test(code) || outageCodes.test(code))) return true;
  if (typeof message === 'string' && outageSentences.test(message)) return true;
  if (Array.isArray(errors) && errors.length > 0 && errors.every(isOutage)) return true;
  return (driverError !== undefined && isOutage(driverError)) || (cause !== undefined && isOutage(cause));
}

/** A migration gave the answer of a prepared statement another shape. */
export const changedMeanwhile = '0A000';

/** True when the database asks to run the same transaction again: a deadlock, a serialization failure, a changed table. */
export function asksAgain(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null ? (error as Linked).code : undefined;
  return code === '40001' || code === '40P01' || code === changedMeanwhile;
}

/** True when an event cannot be read at all: trying again would not help. */
export const isUnreadable = (error: unknown): boolean => error instanceof ZodError || error instanceof SyntaxError;

/** How a unit of work that threw this has ended. */
export function outcomeOf(error: unknown): 'outage' | 'unreadable' | 'refused' | 'broken' {
  if (isOutage(error)) return 'outage';
  if (isUnreadable(error)) return 'unreadable';
  return error instanceof Refusal ? 'refused' : 'broken';
}

/**
 * Why it failed, in at most 300 characters that may be logged and kept: texts and numbers of people, which
 * databases and parsers like to quote, are left out.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof ZodError) {
    const issues = error.issues.slice(0, 5).map(({ path, code }) => `${path.join('.') || 'event'}: ${code}`);
    return `Unreadable: ${issues.join(', ')}`.slice(0, 300);
  }
  if (error instanceof SyntaxError) return 'Unreadable: not JSON';
  if (error instanceof Refusal) return `Refused: ${error.code}`;
  if (!(error instanceof Error)) return 'Broken: something that is no error was thrown';
  const { code } = error as Linked;
  const message = error.message
    .split('\n', 1)[0]!
    .replace(/: ".*"/s, ': "…"')
    .replace(/\+?\d[\d ()-]{5,}\d/g, '…');
  const place = /\b(?:libs|apps|tools)\/[^\s)]+/.exec(error.stack?.split('\n').slice(1).join('\n') ?? '')?.[0];
  const parts = [`${error.name}${typeof code === 'string' ? ` ${code}` : ''}: ${message}`, place && `at ${place}`];
  return parts.filter(Boolean).join(' ').slice(0, 300);
}
