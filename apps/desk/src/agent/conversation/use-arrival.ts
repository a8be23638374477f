import { useEffect, useState } from 'react';
import { useMine, useOffers } from '../../shell/use-agent.ts';

/** After this the conversation is asked for, whatever the stream told. */
const patienceMs = 3_000;

/**
 * A conversation that was just accepted becomes ours a moment later, when its service heard of it; the stream tells when. Until then it
 * may not be read.
 */
export function useArrival(id: string): { readonly wasAccepted: boolean; readonly isExpected: boolean } {
  const accepted = useOffers().find(({ conversationId, state }) => conversationId === id && state === 'accepted');
  const isHere = useMine().data?.some((one) => one.id === id) ?? false;
  const [isPatient, setPatient] = useState(true);
  // who is asked for advice never gets it into their own list
  const isExpected = accepted !== undefined && accepted.slot !== 'consult' && !isHere && isPatient;
  useEffect(() => {
    if (!isExpected) return;
    const timer = setTimeout(() => setPatient(false), patienceMs);
    return () => clearTimeout(timer);
  }, [isExpected]);
  return { wasAccepted: accepted !== undefined, isExpected };
}
