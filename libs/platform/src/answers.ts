import {
  applyDecorators,
  HttpCode,
  SerializeOptions,
  StandardSchemaSerializerInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

const problems: Record<number, string> = {
  400: 'Unreadable: `errors` names each field of body, address and query that is wrong. Nothing was changed.',
  401: 'No access token, or one that is not to be believed.',
  403: 'The role does not allow it.',
  404: 'There is no such thing.',
  409: 'Refused by a rule; `code` says which. Nothing was changed.',
  410: 'It is out of use, and will not be back under this address.',
  412: 'Somebody changed it meanwhile (`If-Match`).',
  428: 'Say which version you change (`If-Match`).',
  429: 'Too many requests: `Retry-After` says in how many seconds it is worth trying again. Nothing was changed.',
  503: 'Something is away for the moment. Try again.',
};
const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** Documents these statuses as problem details. `Answers` does it for the usual ones. */
export const Problems = (...statuses: number[]) =>
  applyDecorators(
    ...statuses.map((status) => ApiResponse({ status, description: problems[status] ?? 'Refused.', content })),
  );

/**
 * Says the shape of the answer once, to OpenAPI and to the serializer, which drops what the shape does not have. The serializer stands
 * only where there is a shape: in front of every route it made a webhook, which answers with none, a tenth dearer.
 */
export const Answers = (schema: z.ZodType, status = 200) =>
  applyDecorators(
    HttpCode(status),
    ApiResponse({ status, standardSchema: schema, description: 'Done.' }),
    SerializeOptions({ schema }),
    UseInterceptors(StandardSchemaSerializerInterceptor),
    Problems(400, 401, 403, 404, 409, 503),
  );

/** Done, and there is nothing to say (204). */
export const AnswersNothing = () =>
  applyDecorators(
    HttpCode(204),
    ApiResponse({ status: 204, description: 'Done.' }),
    Problems(400, 401, 403, 404, 409, 503),
  );
