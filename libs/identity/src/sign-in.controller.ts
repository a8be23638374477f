import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { meView, type MeView, type Person, signInView, type SignInView } from '#contracts';
import { Allow, CurrentPerson, OpenToAll } from './access.ts';
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

  /** Who an access token stands for: the id that agents, participants and authors are named by is made from it, and is in no claim. */
  @Get('me')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'Who I am' })
  @ApiResponse({ status: 200, standardSchema: meView })
  @SerializeOptions({ schema: meView })
  me(@CurrentPerson() { agentId, name, roles }: Person): MeView {
    return { agentId, name, roles };
  }
}
