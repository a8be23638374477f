import { isSoundOn } from './preferences.ts';

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

function note(audio: AudioContext, pitch: number, start: number): void {
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.type = 'sine';
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(0.16, start + 0.015);
  loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.42);
  tone.connect(loudness).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.45);
}

/** Two rising notes: somebody waits for you to accept. */
export function playOffer(): void {
  if (!isSoundOn() || context?.state !== 'running') return;
  note(context, 587.33, context.currentTime);
  note(context, 880, context.currentTime + 0.16);
}
