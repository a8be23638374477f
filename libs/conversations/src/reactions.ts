import { Controller } from '@nestjs/common';
import {
  channelChanged,
  deliveryChanged,
  type EventOf,
  messageReceived,
  offerEnded,
  offerMade,
  workstreamChanged,
} from '#contracts';
import { Reacts, ReactsInBulk, type Transaction } from '#event-bus';
import { followOffersEnded, followOffersMade } from './use-cases/follow-offers.ts';
import { receiveMessages } from './use-cases/receive-messages.ts';
import { recordDeliveries } from './use-cases/record-deliveries.ts';
import { rememberChannel } from './use-cases/remember-channel.ts';
import { rememberWorkstream } from './use-cases/remember-workstream.ts';

/** Everything this service hears. In bulk is what happens once or more for each text. */
@Controller()
export class Reactions {
  @ReactsInBulk(messageReceived, 'conversations.receive-message')
  receiveMessages(tx: Transaction, events: readonly EventOf<typeof messageReceived>[]) {
    return receiveMessages(tx, events);
  }

  @ReactsInBulk(deliveryChanged, 'conversations.record-delivery')
  recordDeliveries(tx: Transaction, events: readonly EventOf<typeof deliveryChanged>[]) {
    return recordDeliveries(tx, events);
  }

  @ReactsInBulk(offerMade, 'conversations.follow-offer-made')
  followOffersMade(tx: Transaction, events: readonly EventOf<typeof offerMade>[]) {
    return followOffersMade(tx, events);
  }

  @ReactsInBulk(offerEnded, 'conversations.follow-offer-ended')
  followOffersEnded(tx: Transaction, events: readonly EventOf<typeof offerEnded>[]) {
    return followOffersEnded(tx, events);
  }

  @Reacts(channelChanged, 'conversations.remember-channel')
  rememberChannel(tx: Transaction, event: EventOf<typeof channelChanged>) {
    return rememberChannel(tx, event);
  }

  @Reacts(workstreamChanged, 'conversations.remember-workstream')
  rememberWorkstream(tx: Transaction, event: EventOf<typeof workstreamChanged>) {
    return rememberWorkstream(tx, event);
  }
}
