import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  address,
  type Address,
  deliverabilitiesView,
  type DeliverabilitiesView,
  deliverabilityRequest,
  type EstimateRequest,
  estimateRequest,
  estimateView,
  type EstimateView,
  messageId,
  type MessageId,
  type Person,
  providersView,
  type ProvidersView,
  recipientView,
  type RecipientView,
  Refusal,
  type SenderGroupRequest,
  senderGroupRequest,
  senderGroupsView,
  type SenderGroupsView,
  senderGroupView,
  type SenderGroupView,
  senderQueuesView,
  type SenderQueuesView,
  sendingAlertsRequest,
  sendingAlertsView,
  type SendingAlertsView,
  sendingRequest,
  type SendingSettingsRequest,
  sendingSettingsRequest,
  sendingSettingsView,
  type SendingSettingsView,
  slug,
  type Slug,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, AnswersNothing, Problems, SaysVersion, versionIn } from '#platform';
import { listAlerts, readRecipient } from '../queries/alerts.ts';
import { readDeliverability } from '../queries/deliverability.ts';
import { estimateSending, listSenderQueues } from '../queries/sending.ts';
import { Providers } from '../providers/providers.ts';
import { alerts } from '../storage/alerts.ts';
import { senders } from '../storage/senders.ts';
import { sendAsLinks } from '../use-cases/send-with-links.ts';
import { removeSenderGroup, senderGroupNotFound, setSenderGroup, setSending } from '../use-cases/set-sending.ts';

const IfMatch = (required: boolean) =>
  ApiHeader({ name: 'If-Match', required, description: 'The version that the change starts from, such as "3".' });

/** What people may know and set of texts that leave. */
@ApiTags('sending')
@Controller('api/gateway')
export class SendingController {
  constructor(
    private readonly database: Database,
    private readonly providers: Providers,
  ) {}

  @Get('sending')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(senderQueuesView)
  @ApiOperation({
    summary: 'See what waits to leave',
    description:
      'Sender by sender: how many texts and segments, since when, at which pace, and how long a reply or a bulk text would wait if it were ' +
      'written now. `channelId`: of the sender of this channel only.',
  })
  queues(@Query({ schema: sendingRequest }) { channelId }: z.output<typeof sendingRequest>): Promise<SenderQueuesView> {
    return this.database.read((db) => listSenderQueues(db, channelId, this.database.now()));
  }

  @Post('sending/estimate')
  @HttpCode(200)
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(estimateView)
  @ApiOperation({
    summary: 'Estimate what a text comes to',
    description: 'Parts, segments, encoding, price and wait of a text, as it would leave. Sends nothing.',
  })
  estimate(@Body({ schema: estimateRequest }) asked: EstimateRequest): Promise<EstimateView> {
    return this.database.read((db) => estimateSending(db, asked, this.database.now()));
  }

  @Get('sending/settings')
  @Allow('supervisor', 'administrator')
  @Answers(sendingSettingsView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read how texts are made ready, and what they cost' })
  settings(): Promise<SendingSettingsView> {
    return this.database.read((manager) => senders({ manager }).settings());
  }

  @Put('sending/settings')
  @Allow('administrator')
  @Answers(sendingSettingsView)
  @SaysVersion()
  @Problems(412, 428)
  @IfMatch(true)
  @ApiOperation({ summary: 'Set how texts are made ready, and what they cost', description: 'From the next text on.' })
  setSettings(
    @CurrentPerson() person: Person,
    @Body({ schema: sendingSettingsRequest }) asked: SendingSettingsRequest,
    @Headers('if-match') ifMatch?: string,
  ): Promise<SendingSettingsView> {
    return this.database.transact((tx) => setSending(tx, person, asked, versionIn(ifMatch)));
  }

  @Get('sender-groups')
  @Allow('supervisor', 'administrator')
  @Answers(senderGroupsView)
  @ApiOperation({ summary: 'List the groups of senders that share a pace' })
  async groups(): Promise<SenderGroupsView> {
    const items = await this.database.read((manager) => senders({ manager }).groups());
    return { items: items as SenderGroupView[] };
  }

  @Get('sender-groups/:slug')
  @Allow('supervisor', 'administrator')
  @Answers(senderGroupView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read a sender group' })
  async group(@Param('slug', { schema: slug }) called: Slug): Promise<SenderGroupView> {
    const group = await this.database.read((manager) => senders({ manager }).group(called));
    if (!group) throw senderGroupNotFound();
    return group as SenderGroupView;
  }

  @Put('sender-groups/:slug')
  @Allow('administrator')
  @Answers(senderGroupView)
  @SaysVersion()
  @Problems(412, 428)
  @IfMatch(false)
  @ApiOperation({
    summary: 'Create or change a sender group',
    description:
      'Segments a second that senders may send together, and the Messaging Service that they send through. What waits already obeys at ' +
      'once. The same again changes nothing; changing an existing group takes `If-Match`.',
  })
  setGroup(
    @CurrentPerson() person: Person,
    @Param('slug', { schema: slug }) called: Slug,
    @Body({ schema: senderGroupRequest }) asked: SenderGroupRequest,
    @Headers('if-match') ifMatch?: string,
  ): Promise<SenderGroupView> {
    return this.database.transact((tx) => setSenderGroup(tx, person, called, asked, versionIn(ifMatch)));
  }

  @Delete('sender-groups/:slug')
  @Allow('administrator')
  @AnswersNothing()
  @Problems(412, 428)
  @IfMatch(true)
  @ApiOperation({
    summary: 'Remove a sender group',
    description: 'Its senders have the usual pace of their kind again.',
  })
  async removeGroup(
    @CurrentPerson() person: Person,
    @Param('slug', { schema: slug }) called: Slug,
    @Headers('if-match') ifMatch?: string,
  ): Promise<void> {
    await this.database.transact((tx) => removeSenderGroup(tx, person, called, versionIn(ifMatch)));
  }

  @Get('alerts')
  @Allow('supervisor', 'administrator')
  @Answers(sendingAlertsView)
  @ApiOperation({
    summary: 'List what an administrator has to see to',
    description:
      'One alert for each account, sender and code of the provider, with advice and a link; the latest first. Those of a paused account ' +
      'close by themselves when it is validated.',
  })
  alerts(
    @Query({ schema: sendingAlertsRequest }) asked: z.output<typeof sendingAlertsRequest>,
  ): Promise<SendingAlertsView> {
    return this.database.read((db) => listAlerts(db, asked));
  }

  @Post('alerts/:id/dismiss')
  @Allow('administrator')
  @AnswersNothing()
  @ApiOperation({ summary: 'Dismiss an alert', description: 'It opens again when the same happens again.' })
  async dismissAlert(@Param('id', { schema: z.uuid() }) id: string, @CurrentPerson() { name }: Person): Promise<void> {
    await this.database.transact(async (tx) => {
      if (!(await alerts(tx).close(id, name)))
        throw new Refusal('alert-not-found', 'There is no such alert, or it is closed already.');
    });
  }

  @Post('texts/:messageId/as-links')
  @Allow('agent', 'supervisor', 'administrator')
  @AnswersNothing()
  @Problems(404, 409)
  @ApiOperation({
    summary: 'Send a text again, with links instead of its files',
    description:
      'Of a text that came back because the provider or the carrier did not take its files, where that is not done by itself (`filesAsLinks`). It keeps ' +
      'its id, and its way goes on; asking again changes nothing. Who opted out meanwhile gets nothing.',
  })
  asLinks(@Param('messageId', { schema: messageId }) id: MessageId): Promise<void> {
    return this.database.transact((tx) => sendAsLinks(tx, id));
  }

  @Get('providers')
  @Allow('supervisor', 'administrator')
  @Answers(providersView)
  @ApiOperation({ summary: 'List the providers and what each can do' })
  known(): ProvidersView {
    return { items: this.providers.all.map((provider) => provider.capabilities()) };
  }

  @Get('recipients/:number')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(recipientView)
  @ApiOperation({
    summary: 'See what carriers say of a number',
    description:
      'Whether texts to it came back because it is none, or gets no texts. A text that arrives takes that away.',
  })
  recipient(@Param('number', { schema: address }) number: Address): Promise<RecipientView> {
    return this.database.read((db) => readRecipient(db, number));
  }

  @Get('deliverability')
  @Allow('supervisor', 'administrator')
  @Answers(deliverabilitiesView)
  @ApiOperation({
    summary: 'See how texts fared, number by number',
    description:
      'Of the texts that were handed over from `from` until `to`: how far they came, and with which codes they failed.',
  })
  deliverability(
    @Query({ schema: deliverabilityRequest }) { from, to }: z.output<typeof deliverabilityRequest>,
  ): Promise<DeliverabilitiesView> {
    return this.database.read((db) => readDeliverability(db, new Date(from), new Date(to)));
  }
}
