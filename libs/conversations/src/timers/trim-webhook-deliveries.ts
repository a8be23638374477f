import { Injectable } from '@nestjs/common';
import { hourMs } from '#contracts';
import { Database, Loops } from '#event-bus';
import { ConversationsSettings } from '../conversations-settings.ts';
import { trimWebhookDeliveries } from '../use-cases/trim-webhook-deliveries.ts';

/** Every hour: what other systems were told long ago is forgotten, some in each transaction, one replica at a time. */
@Injectable()
export class TrimWebhookDeliveries {
  constructor(database: Database, loops: Loops, { webhookKeepDays }: ConversationsSettings) {
    const some = () => database.transact((tx) => trimWebhookDeliveries(tx, webhookKeepDays));
    const turn = async () => (await database.alone('trim-webhook-deliveries', some)) ?? false;
    loops.add('trim-webhook-deliveries', turn, { everyMs: hourMs });
  }
}
