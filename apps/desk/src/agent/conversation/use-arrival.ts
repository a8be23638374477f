import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { accompanied } from '../../api/advice.ts';
import { useMine, useOffers } from '../../shell/use-agent.ts';

/** After this the conversation is asked for, whatever the stream told. */
const patienceMs = 3_000;

interface Arrival {
  readonly wasAccepted: boolean;
  /** It was accepted, and may not be read yet. */
  readonly isExpected: boolean;
  /** It is mine, or I give advice in it: from now on it may be read. */
  readonly isHere: boolean;
}

/**
 * A conversation that was just accepted becomes ours, or one that we give advice in, a moment later, when its service heard of it; the stream
 * tells when. Until then it may not be read.
 */
export function useArrival(id: string): Arrival {
  const accepted = useOffers().find(({ conversationId, state }) => conversationId === id && state === 'accepted');
  const mine = useMine();
  const advised = useQuery({ ...accompanied, enabled: mine.isSuccess });
  const isIn = (list: typeof mine.data) => list?.some((one) => one.id === id) ?? false;
  // who is asked for advice never gets it into their own list
  const isHere = isIn(mine.data) || isIn(advised.data);
  const [isPatient, setPatient] = useState(true);
  const isExpected = accepted !== undefined && !isHere && isPatient;
  useEffect(() => {
    if (!isExpected) return;
    const timer = setTimeout(() => setPatient(false), patienceMs);
    return () => clearTimeout(timer);
  }, [isExpected]);
  return { wasAccepted: accepted !== undefined, isExpected, isHere };
}
