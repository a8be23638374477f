import type { QueryClient } from '@tanstack/react-query';
import { builtInSounds } from '#contracts';
import { organisation } from '../../api/organisation.ts';
import { sound } from '../../api/sounds.ts';
import { preferences } from '../preferences.ts';
import { becomeSilenced, loudspeaker } from '../sound.ts';
import { type Heard, type Sounds, soundsInForce } from './in-force.ts';
import { playTone, type Tone } from './tones.ts';
import { usualSounds } from './usual.ts';

/** What the organisation set; what was last known while nobody answers, for who waits has to be heard. */
async function soundsSet(cache: QueryClient): Promise<Sounds> {
  const known = await cache.fetchQuery(organisation).catch(() => cache.getQueryData(organisation.queryKey));
  return known?.sounds ?? usualSounds;
}

/** Plays a tone, unless the browser does not let the page be heard yet. */
function playOwn(tone: Tone, volume: number): void {
  const context = loudspeaker();
  if (context) playTone(context, tone, volume);
}

/** Plays a file from where it lies. What cannot be played is heard as the tone in its stead. */
async function playFile(address: string, instead: Tone, volume: number): Promise<void> {
  if (!loudspeaker()) return;
  const file = new Audio(address);
  file.volume = volume / 100;
  try {
    await file.play();
  } catch (error) {
    if ((error as DOMException).name === 'NotAllowedError') becomeSilenced(true);
    else playOwn(instead, volume);
  }
}

const usualTones = { offer: 'rising', message: 'falling' } as const;
const builtIn: readonly { readonly id: string; readonly tone: Tone }[] = Object.values(builtInSounds);

async function playSound(cache: QueryClient, of: Heard, id: string, volume: number): Promise<void> {
  if (volume === 0) return;
  const own = builtIn.find((one) => one.id === id);
  if (own) return playOwn(own.tone, volume);
  const chosen = await cache.fetchQuery(sound(id)).catch(() => null);
  if (chosen?.address) await playFile(chosen.address, usualTones[of], volume);
  else playOwn(chosen?.tone ?? usualTones[of], volume);
}

/** What somebody wants to hear before they choose it, whether it is played or not. */
export const tryOut = (cache: QueryClient, of: Heard, { soundId, volume }: Sounds['message']): void =>
  void playSound(cache, of, soundId, volume);

/** Work is offered, or still is (`again`): heard as the organisation and the agent want it. */
export async function playOffer(cache: QueryClient, again: boolean): Promise<void> {
  const { offer } = soundsInForce(await soundsSet(cache), preferences().sounds);
  if (offer.play && (!again || offer.repeatUntilAnswered)) await playSound(cache, 'offer', offer.soundId, offer.volume);
}

export async function playText(cache: QueryClient): Promise<void> {
  const { message } = soundsInForce(await soundsSet(cache), preferences().sounds);
  if (message.play) await playSound(cache, 'message', message.soundId, message.volume);
}

/** One low note, as loud as texts are and where they are heard. */
export async function playFailure(cache: QueryClient): Promise<void> {
  const { message } = soundsInForce(await soundsSet(cache), preferences().sounds);
  if (message.play && message.volume > 0) playOwn('low', message.volume);
}
