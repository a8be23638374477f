import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useIsMutating, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { OfferView } from '#contracts';
import { setPresence } from '../../api/routing.ts';
import { spellAddress } from '../../parts/address.ts';
import { announce } from '../../shell/announce.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { useMe, useOffers, useStandingOffers } from '../../shell/use-agent.ts';
import { useOfferAnswers } from '../../shell/use-offer-answers.ts';
import { messages, words } from '../../words/en.ts';
import { OfferCard } from './offer-card.tsx';
import styles from './offer.module.css';

/** How long the line stays that says how an offer ended. */
const noticed = 12_000;

/** The offers that went without an answer of mine, for as long as their line is shown. */
function useEndedOffers(standing: readonly OfferView[]): readonly { readonly id: string; readonly sentence: string }[] {
  const all = useOffers();
  const stood = useRef<readonly OfferView[]>([]);
  const [ended, setEnded] = useState<readonly { id: string; sentence: string }[]>([]);
  useEffect(() => {
    const gone = stood.current.filter(({ id }) => !standing.some((offer) => offer.id === id));
    stood.current = standing;
    for (const before of gone) {
      const { state } = all.find(({ id }) => id === before.id) ?? { state: 'withdrawn' as const };
      if (state === 'accepted' || state === 'rejected') continue;
      const why = words.offer.ended[state === 'offered' ? 'timed-out' : state];
      const sentence = messages.offerEnded(spellAddress(before.customer), why);
      announce(sentence);
      setEnded((others) => [...others.filter(({ id }) => id !== before.id), { id: before.id, sentence }]);
      setTimeout(() => setEnded((others) => others.filter(({ id }) => id !== before.id)), noticed);
    }
  }, [all, standing]);
  return ended;
}

/** Which offers are being answered, by the card or by a key. */
const useAnswering = (answer: 'accept' | 'decline'): readonly string[] => {
  useIsMutating({ mutationKey: [answer] });
  return useMutationState({
    filters: { mutationKey: [answer], status: 'pending' },
    select: (mutation) => (mutation.state.variables as OfferView).id,
  });
};

/** Message 3. */
function Missed() {
  const cache = useQueryClient();
  const reset = useMutation({ mutationFn: () => setPresence(cache, 'available'), onError: tellFailure });
  return (
    <div className={styles.missed} role="status">
      {messages.missed}
      <Button variant="default" onClick={() => reset.mutate()} loading={reset.isPending}>
        {messages.resetPresence}
      </Button>
    </div>
  );
}

/** Offers at their own seat, the oldest on top, and a line for each that ended. Their places do not depend on anything else. */
export function Offers() {
  const standing = useStandingOffers();
  const ended = useEndedOffers(standing);
  const { accept, decline } = useOfferAnswers();
  const accepting = useAnswering('accept');
  const declining = useAnswering('decline');
  const isInactive = useMe().data?.presence === 'inactive';
  if (standing.length === 0 && ended.length === 0 && !isInactive) return null;
  return (
    <section className={styles.stack} aria-label={words.offer.region}>
      {isInactive && <Missed />}
      {standing.map((offer, at) => (
        <OfferCard
          key={offer.id}
          offer={offer}
          isOnTop={at === 0}
          isAccepting={accepting.includes(offer.id)}
          isDeclining={declining.includes(offer.id)}
          onAccept={() => accept.mutate(offer)}
          onDecline={() => decline.mutate(offer)}
        />
      ))}
      {ended.map(({ id, sentence }) => (
        <p key={id} className={styles.notice}>
          <IconInfoCircle size={15} stroke={1.7} aria-hidden />
          {sentence}
        </p>
      ))}
    </section>
  );
}

/**
 * The same where the list is not on screen: lower left, on a telephone above the bar. Over an open conversation it comes from the top,
 * as nothing may cover the field somebody writes in.
 */
export const FloatingOffers = ({ isOverComposer }: { readonly isOverComposer: boolean }) => (
  <div className={styles.floating} data-from={isOverComposer ? 'top' : 'bottom'}>
    <Offers />
  </div>
);
