import {
  consentChanged,
  conversationAttended,
  conversationChanged,
  conversationContextChanged,
  conversationReady,
  deliveryChanged,
  dispositionsRecorded,
  type EventContract,
  messageReceived,
  sentimentChanged,
  textWritten,
  type WebhookKind,
  webhookKinds,
} from '#contracts';
import { reactionsOf } from '#event-bus';
import { subscriptionOf } from './domain/webhooks.ts';
import { tellOthers } from './use-cases/tell-others.ts';

const factOf: Readonly<Record<WebhookKind, EventContract<unknown>>> = {
  'conversation-ready': conversationReady,
  'conversation-attended': conversationAttended,
  'conversation-changed': conversationChanged,
  'conversation-context-changed': conversationContextChanged,
  'message-received': messageReceived,
  'text-written': textWritten,
  'delivery-changed': deliveryChanged,
  'consent-changed': consentChanged,
  'dispositions-recorded': dispositionsRecorded,
  'sentiment-changed': sentimentChanged,
};

/**
 * What other systems may be told of. Beside the reactions that do the work, so that telling holds up none of it; on demand, so that it costs
 * nothing where nobody is told anything (`heed-webhooks.ts`).
 */
export const WebhookReactions = reactionsOf(
  webhookKinds.map((kind) => ({
    contract: factOf[kind],
    subscription: subscriptionOf[kind],
    react: (tx, events) => tellOthers(tx, kind, events),
    onDemand: true,
  })),
);
