import { BadRequestException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readYaml, yamlLimit } from './configuration-file.ts';

/** Of forms, and of everything else that a webhook brings. */
export const formLimit = 64 * 1024;
export const jsonLimit = 1024 * 1024;
const text = new TextDecoder('utf-8', { fatal: true });

/** A JSON body is parsed, but where its signature is over the bytes; a form (only webhooks send one) stays the bytes it came as, because its signature is over them; a file of configuration may be YAML; a table (CSV) and files stay a stream. Nothing else is read. */
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
    ({ routeOptions }, bytes, done) => {
      if ('takesBytes' in routeOptions.config) return done(null, bytes);
      try {
        done(null, parse(bytes as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  passCsv(fastify);
  passFiles(fastify);
  fastify.addContentTypeParser('application/yaml', { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      done(null, readConfiguration(request, bytes as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** A table is read by its route, piece by piece, and by no other. */
function passCsv(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('text/csv', ({ routeOptions }, stream, done) =>
    'takesCsv' in routeOptions.config ? done(null, stream) : done(new UnsupportedMediaTypeException('Send JSON.')),
  );
}

/** Files are read by their route, piece by piece, and by no other. */
function passFiles(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('multipart/form-data', ({ routeOptions }, stream, done) =>
    'takesFiles' in routeOptions.config ? done(null, stream) : done(new UnsupportedMediaTypeException('Send JSON.')),
  );
}

/** YAML is for files of configuration alone, and dearer to read than JSON. */
function readConfiguration({ routeOptions }: FastifyRequest, bytes: Buffer): unknown {
  if (!('isConfiguration' in routeOptions.config)) throw new UnsupportedMediaTypeException('Send JSON.');
  if (bytes.length > yamlLimit) throw new PayloadTooLargeException('As YAML that is too large: send it as JSON.');
  try {
    return readYaml(text.decode(bytes));
  } catch (error) {
    throw new BadRequestException(`The body is not YAML in UTF-8: ${(error as Error).message.split('\n', 1)[0]}`);
  }
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(text.decode(bytes));
  } catch {
    throw new BadRequestException('The body is not JSON in UTF-8.');
  }
}
