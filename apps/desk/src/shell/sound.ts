import { preferences } from './preferences.ts';

let context: AudioContext | undefined;

/** Browsers allow sound after the first touch or key; from then on the desk may be heard. */
export function allowSound(): () => void {
  const open = () => {
    context ??= new AudioContext();
    void context.resume();
  };
  const once = { once: true } as const;
  window.addEventListener('pointerdown', open, once);
  window.addEventListener('keydown', open, once);
  return () => {
    window.removeEventListener('pointerdown', open);
    window.removeEventListener('keydown', open);
  };
}

/** The loudest that a note becomes at full volume. */
const loudest = 0.24;

function note(pitch: number, after: number, softness = 1): void {
  if (context?.state !== 'running') return;
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

/** One low note: a text did not get through. */
export const soundFailure = (): void => note(196, 0, 0.8);

let lastText = 0;
export const playOffer = (): void => void (preferences().offerSound && soundOffer());
/** At most once in two seconds, however many texts come. */
export function playText(): void {
  if (!preferences().textSound || Date.now() - lastText < 2_000) return;
  lastText = Date.now();
  soundText();
}
