import { builtInSounds, type DefinitionId } from '#contracts';
import type { Sounds } from './in-force.ts';

/** As it is heard until an organisation sets it otherwise; a test compares it with the contract, whose schemas stay out of the page. */
export const usualSounds: Sounds = {
  enabled: true,
  agentsMayPersonalise: true,
  offer: { play: true, soundId: builtInSounds.offer.id as DefinitionId, volume: 70, repeatUntilAnswered: true },
  message: { play: true, soundId: builtInSounds.message.id as DefinitionId, volume: 70 },
};
