import { useQuery } from '@tanstack/react-query';
import { mine } from '../api/conversations.ts';
import { me, offers } from '../api/routing.ts';
import { useNow } from '../live/clock.ts';
import type { LiveStates } from '../live/states.ts';
import { usePerson } from './sign-in/session.ts';

const nothing: readonly never[] = [];

/** Whether this person takes work. */
export const useIsAgent = (): boolean => usePerson().roles.includes('agent');

/** My own row: presence and capacity. It comes first; whose lists the others are depends on it. */
export const useMe = () => useQuery({ ...me, enabled: useIsAgent() });

/** What I am offered or hold. */
export const useMine = () => useQuery({ ...mine, enabled: useMe().isSuccess });

/** Offers to me, with those that ended since the page was opened. */
export const useOffers = (): LiveStates['offers'] =>
  useQuery({ ...offers, enabled: useMe().isSuccess }).data ?? nothing;

/** Offers that stand, the one that ends first on top. */
export function useStandingOffers(): LiveStates['offers'] {
  const all = useOffers();
  const now = useNow();
  return all
    .filter(({ state, expiresAt }) => state === 'offered' && Date.parse(expiresAt) > now)
    .sort((one, other) => Date.parse(one.offeredAt) - Date.parse(other.offeredAt));
}
