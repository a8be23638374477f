import { Controller } from '@nestjs/common';
import {
  type EventOf,
  queueFoundClosed,
  queueFoundEmpty,
  skillsChanged,
  transferRefused,
  wrapUpBlocked,
} from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { holdWrapUps } from './use-cases/hold-wrap-up.ts';
import { recordSkillChanges } from './use-cases/record-skill-changes.ts';
import { tellOfClosedQueues, tellOfEmptyQueues, tellOfRefusedTransfers } from './use-cases/tell-of-queues.ts';

/** What queues do to conversations besides holding them, and what is said there of the work. */
@Controller()
export class QueueReactions {
  @ReactsInBulk(queueFoundClosed, 'conversations.tell-of-closed-queue')
  tellOfClosedQueues(tx: Transaction, events: readonly EventOf<typeof queueFoundClosed>[]) {
    return tellOfClosedQueues(tx, events);
  }

  @ReactsInBulk(queueFoundEmpty, 'conversations.tell-of-empty-queue')
  tellOfEmptyQueues(tx: Transaction, events: readonly EventOf<typeof queueFoundEmpty>[]) {
    return tellOfEmptyQueues(tx, events);
  }

  @ReactsInBulk(transferRefused, 'conversations.tell-of-refused-transfer')
  tellOfRefusedTransfers(tx: Transaction, events: readonly EventOf<typeof transferRefused>[]) {
    return tellOfRefusedTransfers(tx, events);
  }

  @ReactsInBulk(skillsChanged, 'conversations.record-skill-change')
  recordSkillChanges(tx: Transaction, events: readonly EventOf<typeof skillsChanged>[]) {
    return recordSkillChanges(tx, events);
  }

  @ReactsInBulk(wrapUpBlocked, 'conversations.hold-wrap-up')
  holdWrapUps(tx: Transaction, events: readonly EventOf<typeof wrapUpBlocked>[]) {
    return holdWrapUps(tx, events);
  }
}
