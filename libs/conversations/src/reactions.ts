import { Controller } from '@nestjs/common';
import {
  channelChanged,
  consentChanged,
  consultUnanswered,
  deliveryChanged,
  type EventOf,
  messageReceived,
  offerEnded,
  offerMade,
  agentChanged,
  handlerChanged,
  overflowEnded,
  overflowMoved,
  queueChanged,
  rulesChanged,
  workstreamChanged,
} from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { ConversationsSettings } from './conversations-settings.ts';
import { followOffersEnded, followOffersMade } from './use-cases/follow-offers.ts';
import {
  followHandlers,
  followOverflows,
  recordOverflowMoves,
  followUnanswered,
  rememberAgents,
  rememberQueues,
} from './use-cases/follow-handlers.ts';
import { receiveMessages } from './use-cases/receive-messages.ts';
import { recordDeliveries } from './use-cases/record-deliveries.ts';
import { rememberChannels } from './use-cases/remember-channels.ts';
import { rememberConsents } from './use-cases/remember-consents.ts';
import { rememberRules } from './use-cases/remember-rules.ts';
import { rememberWorkstreams } from './use-cases/remember-workstreams.ts';

/** Everything this service hears, in bulk: once or more for each text, or thousands of times when a configuration is imported. */
@Controller()
export class Reactions {
  constructor(private readonly settings: ConversationsSettings) {}

  @ReactsInBulk(messageReceived, 'conversations.receive-message')
  receiveMessages(tx: Transaction, events: readonly EventOf<typeof messageReceived>[]) {
    return receiveMessages(tx, events, this.settings.seal);
  }

  @ReactsInBulk(deliveryChanged, 'conversations.record-delivery')
  recordDeliveries(tx: Transaction, events: readonly EventOf<typeof deliveryChanged>[]) {
    return recordDeliveries(tx, events);
  }

  @ReactsInBulk(consentChanged, 'conversations.remember-consent')
  rememberConsents(tx: Transaction, events: readonly EventOf<typeof consentChanged>[]) {
    return rememberConsents(tx, events);
  }

  @ReactsInBulk(offerMade, 'conversations.follow-offer-made')
  followOffersMade(tx: Transaction, events: readonly EventOf<typeof offerMade>[]) {
    return followOffersMade(tx, events);
  }

  @ReactsInBulk(offerEnded, 'conversations.follow-offer-ended')
  followOffersEnded(tx: Transaction, events: readonly EventOf<typeof offerEnded>[]) {
    return followOffersEnded(tx, events);
  }

  @ReactsInBulk(handlerChanged, 'conversations.follow-handler')
  followHandlers(tx: Transaction, events: readonly EventOf<typeof handlerChanged>[]) {
    return followHandlers(tx, events);
  }

  @ReactsInBulk(consultUnanswered, 'conversations.follow-unanswered-consult')
  followUnanswered(tx: Transaction, events: readonly EventOf<typeof consultUnanswered>[]) {
    return followUnanswered(tx, events);
  }

  @ReactsInBulk(overflowEnded, 'conversations.follow-overflow')
  followOverflows(tx: Transaction, events: readonly EventOf<typeof overflowEnded>[]) {
    return followOverflows(tx, events);
  }

  @ReactsInBulk(overflowMoved, 'conversations.record-overflow-move')
  recordOverflowMoves(tx: Transaction, events: readonly EventOf<typeof overflowMoved>[]) {
    return recordOverflowMoves(tx, events);
  }

  @ReactsInBulk(agentChanged, 'conversations.remember-agent')
  rememberAgents(tx: Transaction, events: readonly EventOf<typeof agentChanged>[]) {
    return rememberAgents(tx, events);
  }

  @ReactsInBulk(queueChanged, 'conversations.remember-queue')
  rememberQueues(tx: Transaction, events: readonly EventOf<typeof queueChanged>[]) {
    return rememberQueues(tx, events);
  }

  @ReactsInBulk(rulesChanged, 'conversations.remember-rules')
  rememberRules(tx: Transaction, events: readonly EventOf<typeof rulesChanged>[]) {
    return rememberRules(tx, events);
  }

  @ReactsInBulk(channelChanged, 'conversations.remember-channel')
  rememberChannels(tx: Transaction, events: readonly EventOf<typeof channelChanged>[]) {
    return rememberChannels(tx, events);
  }

  @ReactsInBulk(workstreamChanged, 'conversations.remember-workstream')
  rememberWorkstreams(tx: Transaction, events: readonly EventOf<typeof workstreamChanged>[]) {
    return rememberWorkstreams(tx, events);
  }
}
