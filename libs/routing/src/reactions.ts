import { Controller } from '@nestjs/common';
import {
  conversationBegun,
  conversationChanged,
  conversationContextChanged,
  conversationReady,
  type EventOf,
  workstreamChanged,
} from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { followConversations } from './use-cases/follow-conversations.ts';
import { followContexts } from './use-cases/follow-contexts.ts';
import { queueWorkItems } from './use-cases/queue-work-items.ts';
import { rememberBegun } from './use-cases/remember-begun.ts';
import { rememberWorkstreams } from './use-cases/remember-workstreams.ts';

/** Everything this service hears. In bulk, because it happens to every conversation, or to thousands of workstreams at once. */
@Controller()
export class Reactions {
  @ReactsInBulk(conversationReady, 'routing.queue-work-item')
  queueWorkItems(tx: Transaction, events: readonly EventOf<typeof conversationReady>[]) {
    return queueWorkItems(tx, events);
  }

  @ReactsInBulk(conversationBegun, 'routing.remember-begun')
  rememberBegun(tx: Transaction, events: readonly EventOf<typeof conversationBegun>[]) {
    return rememberBegun(tx, events);
  }

  @ReactsInBulk(conversationChanged, 'routing.follow-conversation')
  followConversations(tx: Transaction, events: readonly EventOf<typeof conversationChanged>[]) {
    return followConversations(tx, events);
  }

  @ReactsInBulk(conversationContextChanged, 'routing.follow-context')
  followContexts(tx: Transaction, events: readonly EventOf<typeof conversationContextChanged>[]) {
    return followContexts(tx, events);
  }

  @ReactsInBulk(workstreamChanged, 'routing.remember-workstream')
  rememberWorkstreams(tx: Transaction, events: readonly EventOf<typeof workstreamChanged>[]) {
    return rememberWorkstreams(tx, events);
  }
}
