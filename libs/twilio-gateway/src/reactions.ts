import { Controller } from '@nestjs/common';
import { accountChanged, channelChanged, type EventOf, textWritten } from '#contracts';
import { Reacts, type Transaction } from '#event-bus';
import { planDelivery } from './use-cases/plan-delivery.ts';
import { rememberAccount } from './use-cases/remember-account.ts';
import { rememberChannel } from './use-cases/remember-channel.ts';

/** Everything this service hears. */
@Controller()
export class Reactions {
  @Reacts(accountChanged, 'gateway.remember-account')
  rememberAccount(tx: Transaction, event: EventOf<typeof accountChanged>): Promise<void> {
    return rememberAccount(tx, event);
  }

  @Reacts(channelChanged, 'gateway.remember-channel')
  rememberChannel(tx: Transaction, event: EventOf<typeof channelChanged>): Promise<void> {
    return rememberChannel(tx, event);
  }

  @Reacts(textWritten, 'gateway.plan-delivery')
  planDelivery(tx: Transaction, event: EventOf<typeof textWritten>): Promise<void> {
    return planDelivery(tx, event);
  }
}
