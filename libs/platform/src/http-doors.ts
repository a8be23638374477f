import type { Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from '#identity';
import { ProblemFilter } from './problem.filter.ts';
import { ReadingPipe } from './reading.pipe.ts';

/** What stands before and behind every HTTP route. Goes with `httpAdapter`; needs `AccessTokens`. */
export const httpDoors: Provider[] = [
  { provide: APP_GUARD, useClass: AccessGuard },
  { provide: APP_PIPE, useClass: ReadingPipe },
  { provide: APP_FILTER, useClass: ProblemFilter },
];
