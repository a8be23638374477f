import { Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens.ts';
import { SignInController } from './sign-in.controller.ts';

/** Who is calling. The process provides the `TrustedIssuer`. */
@Module({ controllers: [SignInController], providers: [AccessTokens], exports: [AccessTokens] })
export class IdentityModule {}
