import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '#contracts';
import { allowed, open, type SignedInRequest } from './access.ts';
import { AccessTokens, TokenRefused } from './access-tokens.ts';

/** Verifies the access token and the role. What a route does not allow in so many words is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<true | undefined>(open, route)) return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const { person, until } = await this.signedIn(request.headers.authorization);
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(allowed, route) ?? [];
    if (!roles.some((role) => person.roles.includes(role))) {
      throw new ForbiddenException(roles.length === 0 ? 'Nobody may do this.' : `Only ${inWords(roles)} may do this.`);
    }
    request.person = person;
    request.signedInUntil = until;
    return true;
  }

  private async signedIn(header: string | undefined) {
    const token = /^bearer +([^\s]+)$/i.exec(header ?? '')?.[1];
    if (!token) throw new UnauthorizedException('Sign in first: send an access token as "Authorization: Bearer ...".');
    try {
      return await this.tokens.verify(token);
    } catch (error) {
      throw error instanceof TokenRefused ? new UnauthorizedException(error.message, { cause: error }) : error;
    }
  }
}

const inWords = (roles: readonly Role[]): string => roles.map((role) => `${role}s`).join(' and ');
