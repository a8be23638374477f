import { Controller } from '@nestjs/common';
import { customerErased, type EventOf } from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { forgetCustomers } from './use-cases/forget-customers.ts';

/** Customers who are to be forgotten. */
@Controller()
export class ErasureReactions {
  @ReactsInBulk(customerErased, 'routing.forget-customer')
  forget(tx: Transaction, events: readonly EventOf<typeof customerErased>[]): Promise<void> {
    return forgetCustomers(tx, events);
  }
}
