import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { Problems } from './answers.ts';

/** A route that takes a file: its body is the stream as it comes (`multipart/form-data`, one part called `file`). */
export const TakesFile = () =>
  applyDecorators(
    RouteConfig({ takesFiles: true }),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
    }),
    Problems(413, 415),
  );
