import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useReducer } from 'react';
import { mine } from '../api/conversations.ts';
import { me, offers } from '../api/routing.ts';
import { now } from '../live/clock.ts';
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

/** Offers that stand, the oldest on top. Drawn again when one comes or goes, not every second. */
export function useStandingOffers(): LiveStates['offers'] {
  const all = useOffers();
  const [at, lookAgain] = useReducer(now, undefined, now);
  const standing = useMemo(
    () =>
      all
        .filter(({ state, expiresAt }) => state === 'offered' && Date.parse(expiresAt) > at)
        .sort((one, other) => Date.parse(one.offeredAt) - Date.parse(other.offeredAt)),
    [all, at],
  );
  const nextEnd = Math.min(...standing.map(({ expiresAt }) => Date.parse(expiresAt)));
  useEffect(() => {
    if (!Number.isFinite(nextEnd)) return;
    const timer = setTimeout(lookAgain, Math.max(0, nextEnd - now()) + 20);
    return () => clearTimeout(timer);
  }, [nextEnd, at]);
  return standing;
}
