import { Controller } from '@nestjs/common';
import {
  consentChanged,
  conversationChanged,
  conversationContextChanged,
  conversationReady,
  deliveryChanged,
  type Envelope,
  messageReceived,
  textWritten,
} from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { tellOthers } from './use-cases/tell-others.ts';

/** What other systems may be told of. Beside the reactions that do the work, so that telling holds up none of it. */
@Controller()
export class WebhookReactions {
  @ReactsInBulk(conversationReady, 'conversations.tell-conversation-ready')
  ready(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'conversation-ready', events);
  }

  @ReactsInBulk(conversationChanged, 'conversations.tell-conversation-changed')
  changed(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'conversation-changed', events);
  }

  @ReactsInBulk(conversationContextChanged, 'conversations.tell-context-changed')
  contextChanged(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'conversation-context-changed', events);
  }

  @ReactsInBulk(messageReceived, 'conversations.tell-message-received')
  received(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'message-received', events);
  }

  @ReactsInBulk(textWritten, 'conversations.tell-text-written')
  written(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'text-written', events);
  }

  @ReactsInBulk(deliveryChanged, 'conversations.tell-delivery-changed')
  delivery(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'delivery-changed', events);
  }

  @ReactsInBulk(consentChanged, 'conversations.tell-consent-changed')
  consent(tx: Transaction, events: readonly Envelope[]) {
    return tellOthers(tx, 'consent-changed', events);
  }
}
