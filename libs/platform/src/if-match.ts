import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { Refusal } from '#contracts';

/**
 * The version that a change starts from, out of `If-Match: "3"`; null when the header is not there. Refuses with `version-mismatch`. A proxy
 * that packs answers makes of our `ETag` the weak `W/"3"`: sent back, it names the same version.
 */
export function versionIn(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined) return null;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (!version) throw new Refusal('version-mismatch', 'If-Match does not name a version of this, such as "3".');
  return Number(version);
}

/**
 * Refuses a change that was made from another version than there is (`version-mismatch`), or that does not say from which
 * (`version-required`): two people don't overwrite each other (decisions P).
 */
export function refuseOtherVersion(known: number, from: number | null): void {
  if (from === null) throw new Refusal('version-required', `Say which version you change: If-Match: "${known}".`);
  if (from !== known)
    throw new Refusal('version-mismatch', `Somebody changed it meanwhile: it is at version ${known} now.`);
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
export const SaysVersion = () =>
  applyDecorators(
    UseInterceptors(new VersionInHeader()),
    ApiResponse({ status: 200, headers: { ETag: versionHeader } }),
  );
const versionHeader = {
  description: 'The version, such as "3": `If-Match` of a change says it again.',
  schema: { type: 'string' as const },
};
