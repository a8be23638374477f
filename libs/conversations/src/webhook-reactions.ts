import { Controller } from '@nestjs/common';
import {
  consentChanged,
  conversationChanged,
  conversationContextChanged,
  conversationReady,
  deliveryChanged,
  dispositionsRecorded,
  type Envelope,
  messageReceived,
  sentimentChanged,
  textWritten,
} from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { subscriptionOf } from './domain/webhooks.ts';
import { tellOthers } from './use-cases/tell-others.ts';

const onDemand = { onDemand: true };

/**
 * What other systems may be told of. Beside the reactions that do the work, so that telling holds up none of it; on demand, so that it costs
 * nothing where nobody is told anything (`heed-webhooks.ts`).
 */
@Controller()
export class WebhookReactions {
  @ReactsInBulk(conversationReady, subscriptionOf['conversation-ready'], onDemand)
  ready(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'conversation-ready', events);
  }

  @ReactsInBulk(conversationChanged, subscriptionOf['conversation-changed'], onDemand)
  changed(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'conversation-changed', events);
  }

  @ReactsInBulk(conversationContextChanged, subscriptionOf['conversation-context-changed'], onDemand)
  contextChanged(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'conversation-context-changed', events);
  }

  @ReactsInBulk(messageReceived, subscriptionOf['message-received'], onDemand)
  received(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'message-received', events);
  }

  @ReactsInBulk(textWritten, subscriptionOf['text-written'], onDemand)
  written(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'text-written', events);
  }

  @ReactsInBulk(deliveryChanged, subscriptionOf['delivery-changed'], onDemand)
  delivery(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'delivery-changed', events);
  }

  @ReactsInBulk(consentChanged, subscriptionOf['consent-changed'], onDemand)
  consent(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'consent-changed', events);
  }

  @ReactsInBulk(dispositionsRecorded, subscriptionOf['dispositions-recorded'], onDemand)
  dispositions(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'dispositions-recorded', events);
  }

  @ReactsInBulk(sentimentChanged, subscriptionOf['sentiment-changed'], onDemand)
  sentiment(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'sentiment-changed', events);
  }
}
