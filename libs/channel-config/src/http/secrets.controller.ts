import { Body, Controller, Get, Headers, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  pageRequest,
  type Person,
  resealedView,
  secretAuditsView,
  secretGrantsRequest,
  type SecretGrants as Granted,
  secretGrantsView,
  type SecretGrantsView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { Seal } from '#secrets';
import type { SecretGrants } from '../domain/secret-grants.ts';
import { listTokenAudit } from '../queries/secret-audit.ts';
import { tokenGrants } from '../storage/secrets.ts';
import { changeTokenGrants } from '../use-cases/change-token-grants.ts';
import { resealTokens } from '../use-cases/reseal-tokens.ts';

const viewOf = ({ secret, version, granted, changedAt }: SecretGrants): SecretGrantsView => ({
  secret,
  version,
  ...granted,
  changedAt: changedAt?.toISOString() ?? null,
});

/** The permission on secret columns. There is one: the auth token of messaging accounts. */
@ApiTags('channel configuration')
@Controller('api/channel-config/secrets/account-auth-token')
@Allow('administrator')
export class SecretsController {
  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
  ) {}

  @Get('grants')
  @Answers(secretGrantsView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read who may set and replace the tokens of accounts' })
  async grants(): Promise<SecretGrantsView> {
    return viewOf(await this.database.read((manager) => tokenGrants({ manager }).now()));
  }

  @Put('grants')
  @Answers(secretGrantsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Say who may set and replace the tokens of accounts',
    description:
      '`create`: the token of a new account; `update`: replacing it. By role, or by person as the sign-in service calls them (`sub`). ' +
      'Nobody can read a token, whatever is granted. In force from the next request on, and written down. Until somebody says otherwise ' +
      'every administrator may do both.',
  })
  async grant(
    @CurrentPerson() person: Person,
    @Body({ schema: secretGrantsRequest }) asked: Granted,
    @Headers('if-match') version?: string,
  ): Promise<SecretGrantsView> {
    const from = versionIn(version);
    return viewOf(await this.database.transact((tx) => changeTokenGrants(tx, person, asked, from)));
  }

  @Post('reseal')
  @Answers(resealedView)
  @ApiOperation({
    summary: 'Seal the tokens again with the newest key',
    description:
      'After a new key was put first in SECRETS_KEYS of every process: when this has answered and the gateway has heard it, the older key ' +
      'may go. Changes no token. Answers how many accounts it concerned; again is 0.',
  })
  reseal(@CurrentPerson() person: Person): Promise<z.output<typeof resealedView>> {
    return this.database.transact((tx) => resealTokens(tx, this.seal, person));
  }

  @Get('audit')
  @Answers(secretAuditsView)
  @ApiOperation({
    summary: 'Read what was done to the tokens of accounts',
    description:
      'Who set or replaced one, who changed the permission, with what was granted before and after. Newest first.',
  })
  audit(
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof secretAuditsView>> {
    return this.database.read((db) => listTokenAudit(db, asked));
  }
}
