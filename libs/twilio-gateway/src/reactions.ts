import { Controller } from '@nestjs/common';
import { accountChanged, channelChanged, type EventOf, textsCalledBack, textWritten, webhookKept } from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { MediaLinks } from './media/media-links.ts';
import { callBackTexts } from './use-cases/call-back-texts.ts';
import { planDeliveries } from './use-cases/plan-deliveries.ts';
import { rememberAccounts } from './use-cases/remember-accounts.ts';
import { rememberChannels } from './use-cases/remember-channels.ts';
import { takeInKept } from './use-cases/take-in-kept.ts';

/** Everything this service hears. */
@Controller()
export class Reactions {
  constructor(private readonly links: MediaLinks) {}

  @ReactsInBulk(accountChanged, 'gateway.remember-account')
  rememberAccounts(tx: Transaction, events: readonly EventOf<typeof accountChanged>[]): Promise<void> {
    return rememberAccounts(tx, events);
  }

  @ReactsInBulk(channelChanged, 'gateway.remember-channel')
  rememberChannels(tx: Transaction, events: readonly EventOf<typeof channelChanged>[]): Promise<void> {
    return rememberChannels(tx, events);
  }

  @ReactsInBulk(textWritten, 'gateway.plan-delivery')
  planDeliveries(tx: Transaction, events: readonly EventOf<typeof textWritten>[]): Promise<void> {
    return planDeliveries(tx, events, ({ id }, now) => this.links.forCustomer(id, now));
  }

  @ReactsInBulk(textsCalledBack, 'gateway.call-back-text')
  callBackTexts(tx: Transaction, events: readonly EventOf<typeof textsCalledBack>[]): Promise<void> {
    return callBackTexts(tx, events);
  }

  @ReactsInBulk(webhookKept, 'gateway.emergency-intake')
  takeInKept(tx: Transaction, events: readonly EventOf<typeof webhookKept>[]): Promise<void> {
    return takeInKept(tx, events);
  }
}
