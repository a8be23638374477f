import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  accountId,
  type AccountId,
  accountsView,
  accountView,
  type AccountView,
  configurationListRequest,
  type ConfigurationListRequest,
  moveNumberRequest,
  type MoveNumberRequest,
  numberId,
  type NumberId,
  type Person,
  Refusal,
  retireRequest,
  type RetireRequest,
  rotateTokenRequest,
  type RotateTokenRequest,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, PublicAddress, SaysVersion, versionIn } from '#platform';
import { Seal } from '#secrets';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { accountOf, listAccounts } from '../queries/accounts.ts';
import { rotateToken } from '../use-cases/rotate-token.ts';
import { moveNumberTo } from '../use-cases/move-number.ts';
import { retireAccount } from '../use-cases/retire.ts';
import { saveAccount } from '../use-cases/save-account.ts';
import { accountRequest } from './requests.ts';

@ApiTags('channel configuration')
@Controller('api/channel-config/accounts')
export class AccountsController {
  constructor(
    private readonly database: Database,
    private readonly address: PublicAddress,
    private readonly seal: Seal,
    private readonly settings: ChannelConfigSettings,
  ) {}

  @Put(':id')
  @Allow('administrator')
  @Answers(accountView)
  @SaysVersion()
  @Problems(412)
  @ApiHeader({ ...ifMatch, required: false })
  @ApiOperation({
    summary: 'Create or change a messaging account',
    description:
      'Name, credentials and support numbers, under an id of your own (UUID v7). The same request again answers the same. ' +
      'At Azure Communication Services, `accountSid` is the endpoint of the resource and `authToken` one of its access keys. ' +
      'Answers the callback addresses to enter at Twilio; that for Event Grid is at `/api/gateway/accounts/{id}/event-grid`. ' +
      'The token is kept sealed and never answered; setting it needs a permission (`secrets/account-auth-token/grants`).\n\n' +
      'A change needs `If-Match` and says the whole without the token. Numbers are known by their ids: those that are missing are ' +
      'removed, `number-in-use` while a channel has one.',
  })
  async save(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Body({ schema: accountRequest }) request: z.output<typeof accountRequest>,
    @Headers('if-match') version?: string,
  ): Promise<AccountView> {
    const from = versionIn(version);
    const settings = { person, seal: this.seal, countries: this.settings.countries };
    await this.database.transact((tx) => saveAccount(tx, settings, id, request, from));
    return this.get(id);
  }

  @Post(':id/auth-token')
  @Allow('administrator')
  @Answers(accountView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: "Replace an account's token",
    description:
      'Without downtime: create a secondary token at Twilio, give it here, then promote it at Twilio. We ask with the new one at once; ' +
      'webhooks signed with either are taken in for `graceHours` (0: the old one is not believed any more).',
  })
  async rotate(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Body({ schema: rotateTokenRequest }) request: RotateTokenRequest,
    @Headers('if-match') version?: string,
  ): Promise<AccountView> {
    const from = versionIn(version);
    const settings = { person, seal: this.seal, graceHours: this.settings.tokenGraceHours };
    await this.database.transact((tx) => rotateToken(tx, settings, id, request, from));
    return this.get(id);
  }

  @Post(':id/numbers/:numberId/move')
  @Allow('administrator')
  @Answers(accountView)
  @SaysVersion()
  @ApiOperation({
    summary: 'Move a number to another account',
    description:
      'Of the same provider or of another, as when it was ported. It keeps its id, and its channel with workstream, settings, conversations ' +
      'and consent; what is written from now on leaves through the other account. What the former one still brings is taken in. ' +
      'Answers the account that has it now; where it is there already nothing changes.',
  })
  async move(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Param('numberId', { schema: numberId }) number: NumberId,
    @Body({ schema: moveNumberRequest }) { to }: MoveNumberRequest,
  ): Promise<AccountView> {
    await this.database.transact((tx) => moveNumberTo(tx, person, { from: id, numberId: number, to }));
    return this.get(to);
  }

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(accountsView)
  @ApiOperation({
    summary: 'List messaging accounts',
    description: 'By name, or as asked for. Removed ones are left out unless their `state` is asked for.',
  })
  list(
    @Query({ schema: configurationListRequest }) asked: ConfigurationListRequest,
  ): Promise<z.output<typeof accountsView>> {
    return this.database.read((db) => listAccounts(db, this.address.base, asked));
  }

  @Get(':id')
  @Allow('administrator', 'supervisor')
  @Answers(accountView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read one messaging account' })
  async get(@Param('id', { schema: accountId }) id: AccountId): Promise<AccountView> {
    const found = await this.database.read((db) => accountOf(db, this.address.base, id));
    if (!found) throw new Refusal('account-not-found', 'There is no such messaging account.');
    return found;
  }

  @Post(':id/retire')
  @Allow('administrator')
  @Answers(accountView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Take an account out of use',
    description:
      'It is `retiring`, and `removed` by itself as soon as nothing uses it: `usage` shows what does. `wait`: until that has ended; ' +
      '`close-all`: it is closed. The way may be changed while it is retiring, and it can be restored. An account with channels stays (`account-in-use`): they go first. History stays.',
  })
  async retire(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Body({ schema: retireRequest }) { how }: RetireRequest,
    @Headers('if-match') version?: string,
  ): Promise<AccountView> {
    const from = versionIn(version);
    await this.database.transact((tx) => retireAccount(tx, id, { how, from, person }));
    return this.get(id);
  }

  @Post(':id/restore')
  @Allow('administrator')
  @Answers(accountView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Take an account into use again',
    description: 'While it is retiring; what is removed is gone (`already-removed`).',
  })
  async restore(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Headers('if-match') version?: string,
  ): Promise<AccountView> {
    const from = versionIn(version);
    await this.database.transact((tx) => retireAccount(tx, id, { how: 'restore', from, person }));
    return this.get(id);
  }
}
