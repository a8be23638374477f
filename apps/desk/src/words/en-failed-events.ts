import type { ServiceOfEvents } from '#contracts';
import { placeWords } from './en-places.ts';
import { figure, plural } from './plural.ts';

const events = (count: number): string => `${figure(count)} ${plural(count, 'event', 'events')}`;

/** The words of the events that failed for good. */
export const failedEventWords = {
  title: placeWords.names.failedEvents,
  intro:
    'What a part of Parley could not deal with at any attempt, so that something may be missing there. Replay it once the cause is gone.',
  services: {
    conversations: 'Conversations',
    routing: 'Routing',
    'channel-config': 'Configuration',
    gateway: 'Gateway',
  } satisfies Record<ServiceOfEvents, string>,
  /** As the beginning of "... could not be loaded." */
  failed: (service: string) => `Failed events of ${service}`,
  none: 'Nothing failed',
  noneText: 'An event that fails at every attempt, the last after about an hour, appears here with the reason.',
  events,
  event: 'Event',
  why: 'Why',
  attempts: 'Attempts',
  when: 'Last failed',
  do: 'Replay or drop',
  noType: 'Unknown kind',
  id: (id: string) => `Id ${id}`,
  noId: 'No id: goes with all of them only',
  reference: (id: string) => `Reference ${id}`,
  replay: 'Replay',
  replayOne: (what: string) => `Replay: ${what}`,
  replayAll: 'Replay all',
  replayEvery: (subscription: string) => `Replay all: ${subscription}`,
  replayed: (count: number) => `${events(count)} replayed. What fails again comes back here.`,
  drop: 'Drop',
  dropOne: (what: string) => `Drop: ${what}`,
  dropAll: 'Drop all',
  dropEvery: (subscription: string) => `Drop all: ${subscription}`,
  dropTitle: (count: number) => `Drop ${events(count)}?`,
  dropText: (count: number) =>
    `${plural(count, 'It is', 'They are')} forgotten and cannot be had back. What should have come of ${plural(count, 'it', 'them')} never will.`,
  dropped: (count: number) => `${events(count)} dropped.`,
} as const;
