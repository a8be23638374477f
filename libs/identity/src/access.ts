import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Person, Role } from '#contracts';

export const allowed = 'parley.allowed';
export const open = 'parley.open';

/** Who may call this route. A route that says neither this nor `OpenToAll` is refused to everybody. */
export const Allow = (...roles: [Role, ...Role[]]) => SetMetadata(allowed, roles);

/** No token needed: webhooks, health, sign-in. */
export const OpenToAll = () => SetMetadata(open, true);

/** The signed-in person who calls. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): Person => {
  return context.switchToHttp().getRequest<{ person: Person }>().person;
});
