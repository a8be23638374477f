import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { accountId, type AccountId, eventGridView, type EventGridView, Refusal } from '#contracts';
import { Allow } from '#identity';
import { Answers, PublicAddress } from '#platform';
import { eventGridOf } from '../addresses.ts';
import { Directory } from '../directory.ts';
import { webhookKey } from '../providers/azure-provider.ts';

/** What has to be entered at Azure for texts to come in, which nobody can do from here. */
@ApiTags('messaging accounts at the provider')
@Controller('api/gateway/accounts/:id/event-grid')
@Allow('administrator')
export class EventGridController {
  constructor(
    private readonly directory: Directory,
    private readonly address: PublicAddress,
  ) {}

  @Get()
  @Answers(eventGridView)
  @ApiOperation({
    summary: 'Read the address for Event Grid',
    description:
      'Of an account at Azure Communication Services: the webhook of an event subscription to `SMS Received` and `SMS Delivery Report Received`. ' +
      'It changes with the access key; the earlier one is believed as long as the earlier key is. Refused with `account-not-found`, also for accounts at Twilio.',
  })
  async read(@Param('id', { schema: accountId }) id: AccountId): Promise<EventGridView> {
    const account = await this.directory.account(id);
    if (account?.provider !== 'azure')
      throw new Refusal('account-not-found', 'There is no such messaging account at Azure.');
    return { events: eventGridOf(this.address, account.key, webhookKey(account)) };
  }
}
