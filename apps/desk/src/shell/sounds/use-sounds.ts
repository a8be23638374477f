import { useQuery } from '@tanstack/react-query';
import { organisation } from '../../api/organisation.ts';
import { prefer, usePreferences } from '../preferences.ts';
import { type Heard, type Sounds, soundsInForce } from './in-force.ts';

/** What is heard, whether the person may choose otherwise, and what they chose. */
export function useSounds() {
  const query = useQuery(organisation);
  const { sounds: own } = usePreferences();
  const set = query.data?.sounds;
  return {
    query,
    inForce: set && soundsInForce(set, own),
    mayChoose: set !== undefined && set.enabled && set.agentsMayPersonalise,
    hasChosen: Object.values(own).some((of) => Object.keys(of ?? {}).length > 0),
    choose: <Of extends Heard>(of: Of, change: Partial<Sounds[Of]>): void =>
      prefer({ sounds: { ...own, [of]: { ...own[of], ...change } } }),
    reset: (): void => prefer({ sounds: {} }),
  };
}
