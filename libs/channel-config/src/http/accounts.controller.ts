import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  accountId,
  type AccountId,
  accountsView,
  accountView,
  type AccountView,
  pageRequest,
  Refusal,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers, PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { accountOf, listAccounts } from '../queries/accounts.ts';
import { createAccount as create } from '../use-cases/create-account.ts';
import { createAccount } from './requests.ts';

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
  @ApiOperation({
    summary: 'Create a messaging account',
    description:
      'Name, Twilio credentials and support numbers, under an id of your own (UUID v7). The same request again answers the same. ' +
      'Answers the callback addresses to enter at Twilio. The token is kept sealed and never answered.',
  })
  async create(
    @Param('id', { schema: accountId }) id: AccountId,
    @Body({ schema: createAccount }) request: z.output<typeof createAccount>,
  ): Promise<AccountView> {
    await this.database.transact((tx) => create(tx, this.seal, this.settings.countries, id, request));
    return this.get(id);
  }

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(accountsView)
  @ApiOperation({ summary: 'List messaging accounts', description: 'By name.' })
  list(@Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>): Promise<z.output<typeof accountsView>> {
    return this.database.read((db) => listAccounts(db, this.address.base, asked));
  }

  @Get(':id')
  @Allow('administrator', 'supervisor')
  @Answers(accountView)
  @ApiOperation({ summary: 'Read one messaging account' })
  async get(@Param('id', { schema: accountId }) id: AccountId): Promise<AccountView> {
    const found = await this.database.read((db) => accountOf(db, this.address.base, id));
    if (!found) throw new Refusal('account-not-found', 'There is no such messaging account.');
    return found;
  }
}
