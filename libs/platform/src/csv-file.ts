import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes, ApiProduces, ApiResponse } from '@nestjs/swagger';
import { Problems } from './answers.ts';

const csv = 'text/csv';

/** A route that takes a table as CSV: its body is the stream as it comes, of any length. */
export const TakesCsv = () =>
  applyDecorators(RouteConfig({ takesCsv: true }), ApiConsumes(csv), Problems(400, 401, 403, 413, 503));

/** A route that answers with a table as CSV. */
export const GivesCsv = () =>
  applyDecorators(
    ApiProduces(csv),
    ApiResponse({ status: 200, description: 'The table.', schema: { type: 'string' } }),
    Problems(400, 401, 403, 503),
  );
