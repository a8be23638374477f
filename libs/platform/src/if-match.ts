import { type CallHandler, type ExecutionContext, type NestInterceptor, UseInterceptors } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { Refusal } from '#contracts';

/** The version that a change starts from, out of `If-Match: "3"`; null when the header is not there. Refuses with `version-mismatch`. */
export function versionIn(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined) return null;
  const version = /^"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (!version) throw new Refusal('version-mismatch', 'If-Match does not name a version of this, such as "3".');
  return Number(version);
}

/** How `If-Match` is described where a change needs it. */
export const ifMatch = {
  name: 'If-Match',
  description: 'The version that a change starts from, as `ETag` said it, such as "3".',
};

class VersionInHeader implements NestInterceptor<{ version: number }> {
  intercept(context: ExecutionContext, next: CallHandler<{ version: number }>): Observable<{ version: number }> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(tap(({ version }) => void reply.header('etag', `"${version}"`)));
  }
}

/** The answer says its version as `ETag: "3"`, to be sent back as `If-Match` with a change. */
export const SaysVersion = () => UseInterceptors(new VersionInHeader());
