import { Controller } from '@nestjs/common';
import { conversationChanged, conversationReady, type EventOf, workstreamChanged } from '#contracts';
import { Reacts, ReactsInBulk, type Transaction } from '#event-bus';
import { followConversations } from './use-cases/follow-conversations.ts';
import { queueWorkItems } from './use-cases/queue-work-items.ts';
import { rememberWorkstream } from './use-cases/remember-workstream.ts';

/** Everything this service hears. In bulk is what happens to every conversation. */
@Controller()
export class Reactions {
  @ReactsInBulk(conversationReady, 'routing.queue-work-item')
  queueWorkItems(tx: Transaction, events: readonly EventOf<typeof conversationReady>[]) {
    return queueWorkItems(tx, events);
  }

  @ReactsInBulk(conversationChanged, 'routing.follow-conversation')
  followConversations(tx: Transaction, events: readonly EventOf<typeof conversationChanged>[]) {
    return followConversations(tx, events);
  }

  @Reacts(workstreamChanged, 'routing.remember-workstream')
  rememberWorkstream(tx: Transaction, event: EventOf<typeof workstreamChanged>) {
    return rememberWorkstream(tx, event);
  }
}
