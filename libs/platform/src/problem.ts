import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { isOutage } from './outage.ts';
import { type Problem, Refusal } from '#contracts';

/** A field that could not be read, by its path (`numbers.0.number`), and what is wrong with it. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** A request that breaks the schema of its route. Knows every field that does. */
export class Unreadable extends Error {
  constructor(readonly errors: readonly FieldError[]) {
    super(sentenceOf(errors));
    this.name = 'Unreadable';
  }
}

const shown = 100;
const codes: Record<number, string> = {
  400: 'unreadable',
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  413: 'too-large',
  414: 'too-large',
  415: 'unsupported-media-type',
  503: 'outage',
};
const away = 'A part of Parley is away for the moment. Try again shortly.';
const codeFor = (status: number): string =>
  codes[status] ?? (STATUS_CODES[status] ?? 'refused').toLowerCase().replaceAll(/[^a-z]+/g, '-');

/** The answer to an error (RFC 9457). What is not the caller's doing is told without any inner detail. */
export function problemOf(error: unknown, correlationId: string): Problem {
  const { status, code, detail, errors } = translate(error);
  return {
    type: `urn:parley:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    correlationId,
    ...(errors && errors.length > 0 && { errors: errors.slice(0, shown) }),
  };
}

interface Translation {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

function translate(error: unknown): Translation {
  if (error instanceof Unreadable)
    return { status: 400, code: 'unreadable', detail: error.message, errors: error.errors };
  if (error instanceof Refusal) {
    const { code, message, errors } = error;
    return { status: statusOf(code), code, detail: followsItsField(error) ? sentenceOf(errors) : message, errors };
  }
  if (isOutage(error)) return { status: 503, code: 'outage', detail: away };
  const status = error instanceof HttpException ? error.getStatus() : 500;
  if (error instanceof HttpException && status < 500) return { status, code: codeFor(status), detail: error.message };
  if (status === 503) return { status, code: 'outage', detail: away };
  return { status, code: 'broken', detail: 'Something broke on our side. It has been written down.' };
}

/** Whether it is worded as what a schema says of a field (`is no telephone number`), and no sentence of its own. */
const followsItsField = ({ code, message, errors }: Refusal): boolean =>
  code === 'unreadable' && errors.length > 0 && /^\p{Ll}/u.test(message);

/** Contracts: `…-not-found` 404, `…-gone` 410, `not-allowed` 403, `version-required` 428, `too-many-requests` 429, other `version-…` 412, everything else 409. */
function statusOf(code: string): number {
  if (code === 'unreadable') return 400;
  if (code.endsWith('-not-found')) return 404;
  if (code.endsWith('-gone')) return 410;
  if (code === 'not-allowed') return 403;
  if (code === 'version-required') return 428;
  if (code === 'too-many-requests') return 429;
  if (code.startsWith('version-')) return 412;
  return 409;
}

function sentenceOf(errors: readonly FieldError[]): string {
  const told = errors.slice(0, 3).map(({ field, message }) => `${field} ${message}`);
  const more = errors.length - told.length;
  return `${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
