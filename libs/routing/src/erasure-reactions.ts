import { Controller } from '@nestjs/common';
import { customerErased, type EventOf, textsExpired } from '#contracts';
import { Broker, Reacts, ReactsInBulk, type Transaction } from '#event-bus';
import { forgetCustomers } from './use-cases/forget-customers.ts';
import { forgetExpired } from './use-cases/forget-expired.ts';

/** Customers who are to be forgotten, and conversations that were kept as long as they may be. */
@Controller()
export class ErasureReactions {
  constructor(private readonly broker: Broker) {}

  @ReactsInBulk(customerErased, 'routing.forget-customer')
  forget(tx: Transaction, events: readonly EventOf<typeof customerErased>[]): Promise<void> {
    return forgetCustomers(tx, events);
  }

  @ReactsInBulk(textsExpired, 'routing.forget-expired')
  forgetExpired(tx: Transaction, events: readonly EventOf<typeof textsExpired>[]): Promise<void> {
    return forgetExpired(tx, events);
  }

  /** What of them failed is not tried again. Of its own, for it asks the broker, and may have to ask it again. */
  @Reacts(customerErased, 'routing.forget-dead-letters')
  async forgetDeadLetters(_tx: Transaction, { data }: EventOf<typeof customerErased>): Promise<void> {
    const { addresses: people, conversationIds: besides = [], erasedAt: until } = data;
    await this.broker.deadLetters.forget({ people, besides, until });
  }
}
