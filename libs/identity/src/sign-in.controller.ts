import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { signInView, type SignInView } from '#contracts';
import { OpenToAll } from './access.ts';
import { TrustedIssuer } from './trusted-issuer.ts';

@ApiTags('identity')
@Controller('api/sign-in')
export class SignInController {
  constructor(private readonly trusted: TrustedIssuer) {}

  /** Where to sign in. The desk asks this before it knows anybody. */
  @Get()
  @OpenToAll()
  @ApiOperation({ summary: 'Where and how to sign in', description: 'OpenID Connect, authorization code with PKCE.' })
  @ApiResponse({ status: 200, standardSchema: signInView })
  @SerializeOptions({ schema: signInView })
  show(): SignInView {
    const { issuer, clientId, audience, scope, rolesClaim } = this.trusted;
    return { issuer, clientId, audience, scope, rolesClaim };
  }
}
