import { Body, Controller, Delete, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  configurationChanges,
  pageRequest,
  type Person,
  restoreRequest,
  webhookDeliveriesRequest,
  type WebhookDeliveriesRequest,
  webhookDeliveriesView,
  webhookDeliveryView,
  type WebhookDeliveryView,
  webhookRequest,
  type WebhookRequest,
  webhooksView,
  webhookView,
  type WebhookView,
} from '#contracts';
import { Database } from '#event-bus';
import { listChanges } from '#history';
import { Allow, CurrentPerson } from '#identity';
import { Answers, AnswersNothing, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { ConversationsSettings } from '../conversations-settings.ts';
import { deliveryViewOf, listDeliveries, listWebhooks, readWebhook, webhookViewOf } from '../queries/webhooks.ts';
import { removeWebhook, replayDelivery, restoreWebhook, saveWebhook, webhookKind } from '../use-cases/webhooks.ts';

const webhookId = z.uuid();

/** Other systems that are told of what happens: signed, and again until they have heard it. */
@ApiTags('webhooks')
@Controller('api/conversations/webhooks')
@Allow('administrator')
export class WebhooksController {
  constructor(
    private readonly database: Database,
    private readonly settings: ConversationsSettings,
  ) {}

  @Get()
  @Answers(webhooksView)
  @ApiOperation({ summary: 'List webhooks, by name' })
  list(): Promise<{ items: WebhookView[] }> {
    return this.database.read((db) => listWebhooks(db));
  }

  @Get(':id')
  @Answers(webhookView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read a webhook' })
  show(@Param('id', { schema: webhookId }) id: string): Promise<WebhookView> {
    return this.database.read((db) => readWebhook(db, id));
  }

  @Put(':id')
  @Answers(webhookView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: false })
  @ApiOperation({
    summary: 'Make or change a webhook',
    description:
      'Under an id of your own. What happens is sent by POST, signed as Standard Webhooks says with the secret that is shown when it is made. ' +
      'Anything but 2xx within 15 s is tried again after 1 s, 10 s, 1 min, 10 min and 1 h. After ten that failed in a row it is turned off.',
  })
  async save(
    @CurrentPerson() person: Person,
    @Param('id', { schema: webhookId }) id: string,
    @Body({ schema: webhookRequest }) asked: WebhookRequest,
    @Headers('if-match') version?: string,
  ): Promise<WebhookView> {
    const from = versionIn(version);
    const { seal } = this.settings;
    const saved = await this.database.transact((tx) => saveWebhook(tx, person, { id, asked, from, seal }));
    return webhookViewOf(saved.webhook, saved.secret);
  }

  @Delete(':id')
  @AnswersNothing()
  @ApiOperation({ summary: 'Remove a webhook, and what it was told' })
  async remove(@CurrentPerson() person: Person, @Param('id', { schema: webhookId }) id: string): Promise<void> {
    await this.database.transact((tx) => removeWebhook(tx, person, id));
  }

  @Get(':id/changes')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of a webhook',
    description: 'Who changed what, when, with what it was before and after; newest first. It outlives the webhook.',
  })
  changes(
    @Param('id', { schema: webhookId }) id: string,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read(async (db) => {
      const found = await listChanges(db, { kind: webhookKind, subjectId: id }, asked);
      // what was set up before there was a history has none
      if (found.items.length === 0) await readWebhook(db, id);
      return found;
    });
  }

  @Post(':id/restore')
  @Answers(webhookView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Restore a webhook',
    description:
      'Makes it again what it was at `version`, also when it was removed since: then it has a new secret, which is shown this once. ' +
      'That is a new version.',
  })
  async restore(
    @CurrentPerson() person: Person,
    @Param('id', { schema: webhookId }) id: string,
    @Body({ schema: restoreRequest }) { version: wanted }: z.output<typeof restoreRequest>,
    @Headers('if-match') match?: string,
  ): Promise<WebhookView> {
    const from = versionIn(match);
    const { seal } = this.settings;
    const restored = await this.database.transact((tx) => restoreWebhook(tx, person, { id, wanted, from, seal }));
    return webhookViewOf(restored.webhook, restored.secret);
  }

  @Get(':id/deliveries')
  @Answers(webhookDeliveriesView)
  @ApiOperation({ summary: 'Read what a system was told, and what became of it', description: 'Newest first.' })
  deliveries(
    @Param('id', { schema: webhookId }) id: string,
    @Query({ schema: webhookDeliveriesRequest }) asked: WebhookDeliveriesRequest,
  ) {
    return this.database.read((db) => listDeliveries(db, id, asked));
  }

  @Post(':id/deliveries/:deliveryId/replay')
  @Answers(webhookDeliveryView)
  @ApiOperation({
    summary: 'Tell the same once more',
    description: 'It has the secret used by hand, which is a permission of its own (`webhook-key`, `read`).',
  })
  async replay(
    @CurrentPerson() person: Person,
    @Param('id', { schema: webhookId }) id: string,
    @Param('deliveryId', { schema: z.uuid() }) deliveryId: string,
  ): Promise<WebhookDeliveryView> {
    return deliveryViewOf(await this.database.transact((tx) => replayDelivery(tx, person, id, deliveryId)));
  }
}
