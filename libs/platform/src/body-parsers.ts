import { BadRequestException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

const formLimit = 64 * 1024;
export const jsonLimit = 1024 * 1024;
const text = new TextDecoder('utf-8', { fatal: true });

/** A JSON body is parsed; a form (only webhooks send one) stays the bytes it came as, because its signature is over them. Nothing else is read. */
export function readBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: formLimit },
    (_request, bytes, done) => done(null, bytes),
  );
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: jsonLimit },
    (_request, bytes, done) => {
      try {
        done(null, parse(bytes as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(text.decode(bytes));
  } catch {
    throw new BadRequestException('The body is not JSON in UTF-8.');
  }
}
