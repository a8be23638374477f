import { Controller } from '@nestjs/common';
import { customerErased, type EventOf, gatewayForgotten, routingForgotten } from '#contracts';
import { Broker, Reacts, type Transaction } from '#event-bus';
import { recordForgotten } from './use-cases/erase-customer.ts';

/** Who else has forgotten a customer. */
@Controller()
export class ErasureReactions {
  constructor(private readonly broker: Broker) {}

  @Reacts(gatewayForgotten, 'conversations.record-gateway-forgotten')
  gateway(tx: Transaction, { data }: EventOf<typeof gatewayForgotten>) {
    return recordForgotten(tx, 'gateway', data.erasureId);
  }

  @Reacts(routingForgotten, 'conversations.record-routing-forgotten')
  routing(tx: Transaction, { data }: EventOf<typeof routingForgotten>) {
    return recordForgotten(tx, 'routing', data.erasureId);
  }

  /** What of them failed is not tried again. Of its own, for it asks the broker, and may have to ask it again. */
  @Reacts(customerErased, 'conversations.forget-dead-letters')
  async forgetDeadLetters(_tx: Transaction, { data }: EventOf<typeof customerErased>): Promise<void> {
    const { addresses: people, conversationIds: besides = [], erasedAt: until } = data;
    await this.broker.deadLetters.forget({ people, besides, until });
  }
}
