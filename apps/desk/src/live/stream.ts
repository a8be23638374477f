import { createEventSource, type EventSourceClient, type FetchLike } from 'eventsource-client';
import { useSyncExternalStore } from 'react';
import type { LiveFrame } from '#contracts';
import { trust } from '../api/trust.ts';
import { heardTime } from './clock.ts';
import { silence, waitBefore } from './stream-wait.ts';

/** `connecting`: for the first time; `reconnecting`: it was there before; `offline`: the computer has no network. */
export type Connection = 'connecting' | 'live' | 'reconnecting' | 'offline';

export interface StreamListener {
  /** Answers like `fetch`, with the person's sign-in added. */
  readonly fetch: FetchLike;
  /** A thing changed. */
  readonly heard: (frame: LiveFrame) => void;
  /** Frames may have been missed: read again what is on the screen. */
  readonly reset: () => void;
  /** The server's clock came by, every 15 s, even in a hidden tab where our own timers sleep. */
  readonly time: () => void;
}

/** The server's clock, which `time` and `reset` say. */
const nowIn = (said: unknown): string => (said as { readonly now: string }).now;

let connection: Connection = 'connecting';
const watchers = new Set<() => void>();
let opened = false;
let readWithout = false;
let tellOpened: () => void = () => undefined;
const firstOpening = new Promise<void>((resolve) => (tellOpened = resolve));

function become(next: Connection): void {
  if (next === 'live') {
    opened = true;
    tellOpened();
  }
  if (next === connection) return;
  connection = next;
  watchers.forEach((tell) => tell());
}

const watch = (tell: () => void): (() => void) => {
  watchers.add(tell);
  return () => watchers.delete(tell);
};
export const useConnection = (): Connection => useSyncExternalStore(watch, () => connection);

/** Stream first, then list: a list waits for the stream, but for two seconds at most; a broken stream must not hide the work. */
export const streamOpened = (): Promise<void> => (opened ? firstOpening : Promise.race([firstOpening, patience()]));

const patience = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  readWithout ||= !opened;
};

/** Opens the one stream of this window and keeps it open. Gives back how to end it. */
export function openStream(listener: StreamListener): () => void {
  let source: EventSourceClient | undefined;
  let lastEventId: string | undefined;
  let attempt = 0;
  let lastWord = Date.now();
  let retry: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  let wasReset = false;

  const hear = ({ event, data, id }: { event?: string | undefined; data: string; id?: string | undefined }) => {
    lastWord = Date.now();
    attempt = 0;
    if (id !== undefined) lastEventId = id;
    const said: unknown = JSON.parse(data);
    if (event === 'time') heardTime(nowIn(said));
    if (event === 'time') listener.time();
    if (event === 'reset') {
      heardTime(nowIn(said));
      // The first reset of a window opens it: nothing has been read that could be stale, unless a list would not wait.
      if (wasReset || readWithout) listener.reset();
      wasReset = true;
    }
    if (event === 'frame') void trust('liveFrame', said).then(listener.heard);
    become('live');
  };

  const again = (delay: number) => {
    source?.close();
    source = undefined;
    clearTimeout(retry);
    if (ended) return;
    if (!navigator.onLine) return become('offline');
    become(opened ? 'reconnecting' : 'connecting');
    retry = setTimeout(connect, delay);
  };
  const lost = () => again(waitBefore(attempt++, Math.random()));

  function connect(): void {
    lastWord = Date.now();
    source = createEventSource({
      url: '/api/live',
      fetch: listener.fetch,
      ...(lastEventId === undefined ? {} : { initialLastEventId: lastEventId }),
      onMessage: hear,
      onComment: () => (lastWord = Date.now()),
      onScheduleReconnect: lost,
    });
  }

  const isSilent = () => Date.now() - lastWord > silence;
  const watchdog = setInterval(() => isSilent() && source && lost(), 5_000);
  const woke = () => document.visibilityState === 'visible' && isSilent() && again(0);
  const online = () => again(0);
  // Also when the connection would hold out a little longer: what is written from here on cannot leave.
  const offline = () => again(0);
  document.addEventListener('visibilitychange', woke);
  window.addEventListener('online', online);
  window.addEventListener('offline', offline);
  connect();

  return () => {
    ended = true;
    source?.close();
    clearTimeout(retry);
    clearInterval(watchdog);
    document.removeEventListener('visibilitychange', woke);
    window.removeEventListener('online', online);
    window.removeEventListener('offline', offline);
  };
}
