import { Body, Controller, Get, Headers, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  pageRequest,
  type Person,
  secretAuditsView,
  secretGrantsRequest,
  type SecretGrants as Granted,
  secretGrantsView,
  type SecretGrantsView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, Problems } from '#platform';
import type { SecretGrants } from '../domain/secret-grants.ts';
import { listTokenAudit } from '../queries/secret-audit.ts';
import { tokenGrants } from '../storage/secrets.ts';
import { changeTokenGrants } from '../use-cases/change-token-grants.ts';
import { ifMatch, SaysVersion, versionIn } from './version.ts';

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
  constructor(private readonly database: Database) {}

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
