import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { accountId, type AccountId, eventGridView, type EventGridView, type Person, Refusal } from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, PublicAddress } from '#platform';
import { eventGridOf } from '../addresses.ts';
import { Directory } from '../directory.ts';
import { webhookKey } from '../providers/azure-provider.ts';
import { useTokenByHand } from '../use-cases/use-token-by-hand.ts';

/** What has to be entered at Azure for texts to come in, which nobody can do from here. */
@ApiTags('messaging accounts at the provider')
@Controller('api/gateway/accounts/:id/event-grid')
@Allow('administrator')
export class EventGridController {
  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
    private readonly address: PublicAddress,
  ) {}

  @Get()
  @Answers(eventGridView)
  @ApiOperation({
    summary: 'Read the address for Event Grid',
    description:
      'Of an account at Azure Communication Services: the webhook of an event subscription to `SMS Received` and `SMS Delivery Report Received`. ' +
      'It changes with the access key; the earlier one is believed as long as the earlier key is. It is made of the access key, so it needs the permission to have that ' +
      'used (`secrets/account-auth-token/grants`, `read`). Refused with `account-not-found`, also for accounts at Twilio.',
  })
  async read(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
  ): Promise<EventGridView> {
    const account = await this.directory.account(id);
    if (account?.provider !== 'azure')
      throw new Refusal('account-not-found', 'There is no such messaging account at Azure.');
    await this.database.transact((tx) => useTokenByHand(tx, person, id));
    return { events: eventGridOf(this.address, account.key, webhookKey(account)) };
  }
}
