import { Module } from '@nestjs/common';
import { Database, EventBusModule } from '#event-bus';
import { Seal } from '#secrets';
import { Directory } from './directory.ts';
import { GatewaySettings } from './gateway-settings.ts';
import { WebhookController } from './http/webhook.controller.ts';
import { WebhookCount } from './http/webhook-count.ts';
import { Reactions } from './reactions.ts';
import { gatewaySchema } from './schema.ts';
import { DoubtAbandoned } from './timers/doubt-abandoned.ts';
import { KeepDirectory } from './timers/keep-directory.ts';
import { KeepPartitions } from './timers/keep-partitions.ts';
import { SendDeliveries } from './timers/send-deliveries.ts';
import { Twilio } from './twilio.ts';

/** The only part that knows Twilio: takes customers' texts in, and hands ours over. */
@Module({
  imports: [EventBusModule.forService(gatewaySchema)],
  controllers: [WebhookController, Reactions],
  providers: [
    { provide: GatewaySettings, useFactory: () => new GatewaySettings() },
    {
      provide: Seal,
      inject: [GatewaySettings],
      useFactory: ({ secretsKeys }: GatewaySettings) => new Seal(secretsKeys),
    },
    {
      provide: Directory,
      inject: [Database, Seal],
      useFactory: (database: Database, seal: Seal) => new Directory(database, seal),
    },
    { provide: Twilio, inject: [GatewaySettings], useFactory: (settings: GatewaySettings) => new Twilio(settings) },
    WebhookCount,
    KeepDirectory,
    SendDeliveries,
    DoubtAbandoned,
    KeepPartitions,
  ],
})
export class TwilioGatewayModule {}
