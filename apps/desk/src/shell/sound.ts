import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { afterPress } from '../parts/after-press.ts';

let context: AudioContext | undefined;

let isSilenced = false;
const watchers = new Set<() => void>();
export function becomeSilenced(next: boolean): void {
  if (next === isSilenced) return;
  isSilenced = next;
  watchers.forEach((tell) => tell());
}
const watch = (tell: () => void): (() => void) => {
  watchers.add(tell);
  return () => watchers.delete(tell);
};
/** Whether something was to be heard and the browser did not let it, as before the first touch or key. Until sound is turned on. */
export const useIsSilenced = (): boolean => useSyncExternalStore(watch, () => isSilenced);

/** What plays; undefined where the browser does not let it yet, which is then said. */
export function loudspeaker(): AudioContext | undefined {
  if (context?.state === 'running') return context;
  becomeSilenced(true);
  return undefined;
}

/** Turns sound on; the browser lets it where a touch or a key asks for it. */
export function turnSoundOn(): void {
  context ??= new AudioContext();
  // what says so goes away, and with it moves what is pressed
  void context.resume().then(() => afterPress(() => becomeSilenced(false)));
}

/** What plays comes once there is somebody to hear it. While the network is away nothing new is heard either. */
const player = () => import('./sounds/play.ts');

/** Browsers allow sound after the first touch or key; from then on the desk may be heard. */
export function allowSound(): () => void {
  const once = { once: true } as const;
  window.addEventListener('pointerdown', turnSoundOn, once);
  window.addEventListener('keydown', turnSoundOn, once);
  void player().catch(() => undefined);
  return () => {
    window.removeEventListener('pointerdown', turnSoundOn);
    window.removeEventListener('keydown', turnSoundOn);
  };
}

/** Work is offered; `again`: it still is. */
export const playOffer = (cache: QueryClient, again = false): void =>
  void player().then(
    (play) => play.playOffer(cache, again),
    () => undefined,
  );

/** A text of the agent's failed where nobody looks. */
export const playFailure = (cache: QueryClient): void =>
  void player().then(
    (play) => play.playFailure(cache),
    () => undefined,
  );

let lastText = 0;
/** A text came where nobody looks: at most once in two seconds, however many come. */
export function playText(cache: QueryClient): void {
  if (Date.now() - lastText < 2_000) return;
  lastText = Date.now();
  void player().then(
    (play) => play.playText(cache),
    () => undefined,
  );
}
