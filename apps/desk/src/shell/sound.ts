import { useSyncExternalStore } from 'react';
import { afterPress } from '../parts/after-press.ts';
import { preferences } from './preferences.ts';

let context: AudioContext | undefined;

let isSilenced = false;
const watchers = new Set<() => void>();
function becomeSilenced(next: boolean): void {
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

/** Turns sound on; the browser lets it where a touch or a key asks for it. */
export function turnSoundOn(): void {
  context ??= new AudioContext();
  // what says so goes away, and with it moves what is pressed
  void context.resume().then(() => afterPress(() => becomeSilenced(false)));
}

/** Browsers allow sound after the first touch or key; from then on the desk may be heard. */
export function allowSound(): () => void {
  const once = { once: true } as const;
  window.addEventListener('pointerdown', turnSoundOn, once);
  window.addEventListener('keydown', turnSoundOn, once);
  return () => {
    window.removeEventListener('pointerdown', turnSoundOn);
    window.removeEventListener('keydown', turnSoundOn);
  };
}

/** The loudest that a note becomes at full volume. */
const loudest = 0.24;

function note(pitch: number, after: number, softness = 1): void {
  if (context?.state !== 'running') return becomeSilenced(true);
  const start = context.currentTime + after;
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.type = 'sine';
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime((loudest * softness * preferences().volume) / 100, start + 0.015);
  loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.42);
  tone.connect(loudness).connect(context.destination);
  tone.start(start);
  tone.stop(start + 0.45);
}

/** Two rising notes: somebody waits for you to accept. */
export function soundOffer(): void {
  note(587.33, 0);
  note(880, 0.16);
}

/** One soft note: a text came where you do not look. */
export const soundText = (): void => note(740, 0, 0.5);

let lastText = 0;
export const playOffer = (): void => void (preferences().offerSound && soundOffer());
/** At most once in two seconds, however many texts come. */
export function playText(): void {
  if (!preferences().textSound || Date.now() - lastText < 2_000) return;
  lastText = Date.now();
  soundText();
}
