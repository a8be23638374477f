import { Controller, Get, Query, SerializeOptions } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  agentIdRequest,
  type AgentIdRequest,
  agentIdView,
  type AgentIdView,
  meView,
  type MeView,
  type Person,
  signInView,
  type SignInView,
} from '#contracts';
import { Allow, CurrentPerson, OpenToAll } from './access.ts';
import { agentIdOf } from './agent-id.ts';
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

  /** Under which id somebody will be an agent, so that they can be set up before they sign in for the first time. */
  @Get('agent-id')
  @Allow('administrator')
  @ApiOperation({
    summary: 'The id of an agent by the subject of their sign-in',
    description: 'Made from the issuer and `subject`, whether or not they have signed in.',
  })
  @ApiResponse({ status: 200, standardSchema: agentIdView })
  @SerializeOptions({ schema: agentIdView })
  agentId(@Query({ schema: agentIdRequest }) { subject }: AgentIdRequest): AgentIdView {
    return { agentId: agentIdOf(this.trusted.issuer, subject) };
  }
}
