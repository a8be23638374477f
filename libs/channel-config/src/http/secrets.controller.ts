import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  isGranted,
  pageRequest,
  type Person,
  resealedView,
  secretAuditsView,
  secretColumn,
  type SecretColumn,
  secretGrantsRequest,
  type SecretGrantsRequest,
  secretGrantsView,
  type SecretGrantsView,
  secretsView,
  type SecretsView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { Seal } from '#secrets';
import type { SecretGrants } from '../domain/secret-grants.ts';
import { listSecretAudit } from '../queries/secret-audit.ts';
import { secretGrants } from '../storage/secrets.ts';
import { changeSecretGrants } from '../use-cases/change-secret-grants.ts';
import { resealTokens } from '../use-cases/reseal-tokens.ts';

const viewOf = ({ secret, version, granted, changedAt }: SecretGrants, person: Person): SecretGrantsView => ({
  secret,
  version,
  ...granted,
  mine: {
    read: isGranted(granted.read, person),
    create: isGranted(granted.create, person),
    update: isGranted(granted.update, person),
  },
  changedAt: changedAt?.toISOString() ?? null,
});

/** The permission on secret columns (product.md 36): of each column apart, and apart from being an administrator. */
@ApiTags('channel configuration')
@Controller('api/channel-config/secrets')
@Allow('administrator')
export class SecretsController {
  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
  ) {}

  @Get()
  @Answers(secretsView)
  @ApiOperation({
    summary: 'List the columns of secrets, and who may do what with each',
    description: '`mine` says what you may do, so that a form can show it before it is refused.',
  })
  async list(@CurrentPerson() person: Person): Promise<SecretsView> {
    const all = await this.database.read((manager) => secretGrants({ manager }).all());
    return { items: all.map((grants) => viewOf(grants, person)) };
  }

  @Get(':secret/grants')
  @Answers(secretGrantsView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read who may do what with a column of secrets' })
  async grants(
    @CurrentPerson() person: Person,
    @Param('secret', { schema: secretColumn }) secret: SecretColumn,
  ): Promise<SecretGrantsView> {
    return viewOf(await this.database.read((manager) => secretGrants({ manager }).of(secret)), person);
  }

  @Put(':secret/grants')
  @Answers(secretGrantsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Say who may do what with a column of secrets',
    description:
      '`read`: have it read for use by hand (validate, health, connect, import; a webhook told once more); left out, it stays. `create`: set ' +
      'it for the first time; `update`: replace it or take it off. By role, or by person as the sign-in service calls them (`sub`). Nobody can ' +
      'see a secret, whatever is granted. In force from the next request on, where another service keeps the secret within two seconds, and ' +
      'written down. Until somebody says otherwise every administrator may do all.',
  })
  async grant(
    @CurrentPerson() person: Person,
    @Param('secret', { schema: secretColumn }) secret: SecretColumn,
    @Body({ schema: secretGrantsRequest }) asked: SecretGrantsRequest,
    @Headers('if-match') version?: string,
  ): Promise<SecretGrantsView> {
    const from = versionIn(version);
    return viewOf(await this.database.transact((tx) => changeSecretGrants(tx, person, secret, asked, from)), person);
  }

  @Get(':secret/audit')
  @Answers(secretAuditsView)
  @ApiOperation({
    summary: 'Read what was done to the secrets of a column',
    description:
      'Who changed the permission, with what was granted before and after; of the tokens of accounts also who set and replaced one, and what ' +
      'each was used for, hour by hour for 90 days. Of other columns the service that keeps them tells that. Newest first.',
  })
  audit(
    @Param('secret', { schema: secretColumn }) secret: SecretColumn,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof secretAuditsView>> {
    return this.database.read((db) => listSecretAudit(db, secret, asked));
  }

  @Post('account-auth-token/reseal')
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
}
