export { atOnce } from './at-once.ts';
export type { Backlog } from './backlog.ts';
export { Broker, type Departing, departing, envelopeOf, type Subscription } from './broker.ts';
export { because, byItself, currentCause } from './cause.ts';
export { companyMs } from './company.ts';
export { Database, dataSourceFor, type SchemaDefinition } from './database.ts';
export { type DeadLetter, DeadLetters } from './dead-letters.ts';
export { DatabaseAddress, EventBusModule } from './event-bus.module.ts';
export { Databases, EventServer } from './event-server.ts';
export { isOutage, Outage, outcomeOf, reasonOf } from './failure.ts';
export { chunks } from './chunks.ts';
export { createFoundation } from './foundation.ts';
export { createInbox, firstIdAt } from './inbox.ts';
export { Journal, type JournalEntry, SilentJournal } from './journal.ts';
export { ladder } from './ladder.ts';
export { LiveChannel, type LiveListener, MemoryLiveChannel, type Said } from './live-channel.ts';
export { Loop, Loops } from './loops.ts';
export { MemoryBroker, type MemorySettings } from './memory/memory-broker.ts';
export { TableDeadLetters } from './memory/table-dead-letters.ts';
export { type FailedTimer, failedTimers } from './failed-timers.ts';
export { createOutbox, KeepOutboxPlain1795000097000, QuickenOutbox1795000020000 } from './outbox.ts';
export { OutboxRelay } from './outbox-relay.ts';
export { Rush } from './rush.ts';
export { unpacked } from './packs.ts';
export { keepPartitions, keepPartitionsOf } from './partitions.ts';
export { OnlyProcess } from './memory/only-process.ts';
export type { Connect } from './rabbit/connection.ts';
export { RabbitBroker, type RabbitSettings } from './rabbit/rabbit-broker.ts';
export { RabbitDeadLetters } from './rabbit/rabbit-dead-letters.ts';
export { RabbitLiveChannel } from './rabbit/rabbit-live-channel.ts';
export { declareTopology } from './rabbit/topology.ts';
export { alike, type AlikeReaction, reactionsOf } from './alike.ts';
export { Reacts, ReactsInBulk } from './reacts.ts';
export { createSetAside } from './set-aside.ts';
export { type SubscriptionName, subscriptionsOf } from './subscriptions.ts';
export {
  createTimer,
  defineBulkTimer,
  defineTimer,
  type Fired,
  fireDue,
  type Planned,
  type TimerContract,
} from './timers.ts';
export { type Cause, type Shown, Transaction } from './transaction.ts';
