import { type SchemaDefinition, subscriptionsOf } from '#event-bus';
import { Reactions } from './reactions.ts';
import { AccountTable } from './storage/account.table.ts';
import { ChannelTable } from './storage/channel.table.ts';
import { DeliveryTable } from './storage/delivery.table.ts';
import { DeliveryObservationTable } from './storage/delivery-observation.table.ts';
import { IncomingMessageTable } from './storage/incoming-message.table.ts';
import { CreateGateway1795000000001 } from './storage/migrations/1-create-gateway.ts';
import { RememberPreviousTokens1795000000002 } from './storage/migrations/2-remember-previous-tokens.ts';
import { RawFormTable } from './storage/raw-form.table.ts';

export const gatewaySchema: SchemaDefinition = {
  schema: 'gateway',
  tables: [AccountTable, ChannelTable, IncomingMessageTable, RawFormTable, DeliveryTable, DeliveryObservationTable],
  migrations: [CreateGateway1795000000001, RememberPreviousTokens1795000000002],
};

export const gatewaySubscriptions = subscriptionsOf(Reactions);
