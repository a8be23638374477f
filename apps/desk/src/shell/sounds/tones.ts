import type { tones } from '#contracts';

/** One note: how many hertz, after how many seconds, for how long, and how loud beside the others. */
interface Note {
  readonly pitch: number;
  readonly after?: number;
  readonly lasts?: number;
  readonly softness?: number;
}

const notes: Readonly<Record<(typeof tones)[number] | 'low', readonly Note[]>> = {
  rising: [{ pitch: 587.33 }, { pitch: 880, after: 0.16 }],
  falling: [
    { pitch: 740, softness: 0.5 },
    { pitch: 587.33, after: 0.14, softness: 0.5 },
  ],
  bell: [
    { pitch: 1046.5, lasts: 1.2 },
    { pitch: 2093, lasts: 0.8, softness: 0.4 },
    { pitch: 2793, lasts: 0.5, softness: 0.25 },
  ],
  knock: [
    { pitch: 196, lasts: 0.12 },
    { pitch: 165, after: 0.15, lasts: 0.12 },
  ],
  low: [{ pitch: 220, softness: 0.6 }],
};
export type Tone = keyof typeof notes;

/** The loudest that a note becomes at full volume. */
const loudest = 0.24;

/** Plays what the desk makes itself. `volume`: in hundredths. */
export function playTone(context: AudioContext, tone: Tone, volume: number): void {
  for (const { pitch, after = 0, lasts = 0.42, softness = 1 } of notes[tone]) {
    const start = context.currentTime + after;
    const source = context.createOscillator();
    const loudness = context.createGain();
    source.type = 'sine';
    source.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime((loudest * softness * volume) / 100, start + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + lasts);
    source.connect(loudness).connect(context.destination);
    source.start(start);
    source.stop(start + lasts + 0.03);
  }
}
