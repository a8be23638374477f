import { Controller } from '@nestjs/common';
import { customerErased, type EventOf, textsExpired } from '#contracts';
import { Broker, Reacts, ReactsInBulk, type Transaction } from '#event-bus';
import { forgetTexts } from './use-cases/forget-texts.ts';
import { forgetCustomers } from './use-cases/forget-customers.ts';

/** Customers who are to be forgotten, and texts that were kept long enough. */
@Controller()
export class ErasureReactions {
  constructor(private readonly broker: Broker) {}

  @ReactsInBulk(customerErased, 'gateway.forget-customer')
  forget(tx: Transaction, events: readonly EventOf<typeof customerErased>[]): Promise<void> {
    return forgetCustomers(tx, events);
  }

  @ReactsInBulk(textsExpired, 'gateway.forget-texts')
  forgetTexts(tx: Transaction, events: readonly EventOf<typeof textsExpired>[]): Promise<void> {
    return forgetTexts(tx, events);
  }

  /** What of them failed is not tried again. Of its own, for it asks the broker, and may have to ask it again. */
  @Reacts(customerErased, 'gateway.forget-dead-letters')
  async forgetDeadLetters(_tx: Transaction, { data }: EventOf<typeof customerErased>): Promise<void> {
    const { addresses: people, conversationIds: besides = [], erasedAt: until } = data;
    await this.broker.deadLetters.forget({ people, besides, until });
  }
}
