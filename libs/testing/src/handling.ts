import { v7 as uuid } from 'uuid';
import {
  agentChanged,
  type DataOf,
  handlerChanged,
  overflowEnded,
  queueChanged,
  queueFoundClosed,
  queueFoundEmpty,
  transferRefused,
} from '#contracts';
import { anEvent } from './samples.ts';

type Changes<Contract> = Partial<Record<keyof DataOf<Contract>, unknown>>;
const queueId = '018f0000-0000-7000-8000-00000000b222';

/** Somebody began or ceased to handle a conversation, as routing says it: name conversation, agent and version; joined as primary by a transfer unless it is said otherwise. */
export const aHandlerChanged = (changes: Changes<typeof handlerChanged>) =>
  anEvent(handlerChanged, {
    workItemId: uuid(),
    mode: 'primary',
    change: 'joined',
    reason: 'agent-transferred',
    byAgentId: null,
    queueId,
    changedAt: '2026-01-05T09:00:20.000Z',
    ...changes,
  });

/** Overflow ends a conversation that waits: name it. */
export const anOverflowEnded = (changes: Changes<typeof overflowEnded>) =>
  anEvent(overflowEnded, {
    workItemId: uuid(),
    queueId,
    version: 5,
    stage: 'in-queue',
    condition: 'waiting-time',
    endedAt: '2026-01-05T09:00:20.000Z',
    ...changes,
  });

/** A conversation came into a closed queue: name it. */
export const aClosedQueue = (changes: Changes<typeof queueFoundClosed>) =>
  anEvent(queueFoundClosed, { workItemId: uuid(), queueId, foundAt: '2026-01-05T09:00:20.000Z', ...changes });

/** A conversation came into a queue that nobody serves: name it. */
export const anEmptyQueue = (changes: Changes<typeof queueFoundEmpty>) =>
  anEvent(queueFoundEmpty, {
    workItemId: uuid(),
    queueId,
    version: 1,
    foundAt: '2026-01-05T09:00:20.000Z',
    ...changes,
  });

/** An agent could not pass a conversation on into a queue: name both. */
export const aRefusedTransfer = (changes: Changes<typeof transferRefused>) =>
  anEvent(transferRefused, {
    workItemId: uuid(),
    queueId,
    reason: 'queue-closed',
    refusedAt: '2026-01-05T09:00:20.000Z',
    ...changes,
  });

/** An agent as routing says them. */
export const anAgent = (changes: Changes<typeof agentChanged>) =>
  anEvent(agentChanged, {
    version: 1,
    firstName: null,
    lastName: null,
    nickname: null,
    locale: null,
    ...changes,
  });

/** A queue as routing says it. */
export const aQueue = (changes: Changes<typeof queueChanged> = {}) =>
  anEvent(queueChanged, {
    queueId,
    version: 1,
    slug: 'billing',
    name: 'Billing',
    state: 'active',
    operatingHoursId: null,
    ...changes,
  });
