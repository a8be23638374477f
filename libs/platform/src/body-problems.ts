import { HttpException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { formLimit } from './body-parsers.ts';

/** What the framework says of a body that it did not take, in words that say what would be taken; any other error as it is. */
export function inOurWords(error: unknown, request: FastifyRequest): unknown {
  if (!(error instanceof HttpException)) return error;
  const { code } = (error.cause ?? {}) as { code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new PayloadTooLargeException(`The body is larger than ${size(limitOf(request))}, which is the most here.`);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new UnsupportedMediaTypeException(`Send ${kindOf(request)}, and say so in Content-Type.`);
  return error;
}

const limitOf = ({ headers, routeOptions }: FastifyRequest): number =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? formLimit
    : (routeOptions.bodyLimit ?? formLimit);

const size = (bytes: number): string => (bytes < 1024 * 1024 ? `${bytes / 1024} KB` : `${bytes / 1024 / 1024} MB`);

function kindOf({ routeOptions: { config } }: FastifyRequest): string {
  if ('takesCsv' in config) return 'text/csv';
  if ('takesFiles' in config) return 'multipart/form-data';
  return 'application/json';
}
