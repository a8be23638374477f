import type { IncomingHttpHeaders } from 'node:http';
import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Person, Role } from '#contracts';

export const allowed = 'parley.allowed';
export const open = 'parley.open';

/** What the guard writes on a request that it lets through. */
export interface SignedInRequest {
  readonly headers: IncomingHttpHeaders;
  person: Person;
  signedInUntil: Date;
}
const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<SignedInRequest>();

/** Who may call this route. A route that says neither this nor `OpenToAll` is refused to everybody. */
export const Allow = (...roles: [Role, ...Role[]]) =>
  applyDecorators(SetMetadata(allowed, roles), ApiExtension('x-roles', roles));

/** No token needed: webhooks, health, sign-in. */
export const OpenToAll = () => SetMetadata(open, true);

/** The signed-in person who calls. */
export const CurrentPerson = createParamDecorator(
  (_: unknown, context: ExecutionContext): Person => requestOf(context).person,
);

/** Until when the caller's access token is good: a stream ends then. */
export const SignedInUntil = createParamDecorator(
  (_: unknown, context: ExecutionContext): Date => requestOf(context).signedInUntil,
);
