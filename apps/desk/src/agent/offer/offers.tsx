import { IconInfoCircle } from '@tabler/icons-react';
import { type MutationStatus, useIsMutating, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import type { OfferView } from '#contracts';
import { customerNameNow } from '../../parts/customer.tsx';
import { late } from '../../parts/late.ts';
import { announce } from '../../shell/announce.ts';
import { useMe, useOffers, useStandingOffers } from '../../shell/use-agent.ts';
import { useIsSilenced } from '../../shell/sound.ts';
import { useOfferAnswers } from '../../shell/use-offer-answers.ts';
import { messages, words } from '../../words/en.ts';
import styles from './offer.module.css';

const load = () => import('./offer-card.tsx');
const OfferCard = late(() => load().then(({ OfferCard: component }) => component));
const Held = late(() => load().then(({ Held: component }) => component));
const Silenced = late(() => load().then(({ Silenced: component }) => component));

/** How long the line stays that says how an offer ended. */
const noticed = 12_000;

/** The offers that went without an answer of mine, for as long as their line is shown. What was mine without asking may open by itself. */
function useEndedOffers(standing: readonly OfferView[]): readonly { readonly id: string; readonly sentence: string }[] {
  const all = useOffers();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const taken = useRef<readonly string[]>([]);
  taken.current = useAnswering('accept', ['pending', 'success']);
  const stood = useRef<readonly OfferView[]>([]);
  const [ended, setEnded] = useState<readonly { id: string; sentence: string }[]>([]);
  useEffect(() => {
    const gone = stood.current.filter(({ id }) => !standing.some((offer) => offer.id === id));
    stood.current = standing;
    for (const before of gone) {
      const { state, withdrawn } = all.find(({ id }) => id === before.id) ?? { state: 'withdrawn' as const };
      if (
        state === 'rejected' ||
        (state === 'accepted' && (!before.withoutConsent || taken.current.includes(before.id)))
      )
        continue;
      if (state === 'accepted' && before.notification?.autoAccept)
        void navigate({ to: '/work/c/$conversation', params: { conversation: before.conversationId } });
      const why =
        state === 'withdrawn' && withdrawn
          ? words.offer.withdrawn(withdrawn.because, withdrawn.by)
          : words.offer.ended[state === 'offered' ? 'timed-out' : state];
      const customer = { conversationId: before.conversationId, address: before.customer };
      const sentence = messages.offerEnded(customerNameNow(cache, customer), why);
      announce(sentence);
      setEnded((others) => [...others.filter(({ id }) => id !== before.id), { id: before.id, sentence }]);
      setTimeout(() => setEnded((others) => others.filter(({ id }) => id !== before.id)), noticed);
    }
  }, [all, cache, standing, navigate]);
  return ended;
}

/** Which offers are being answered, by the card or by a key. */
const useAnswering = (
  answer: 'accept' | 'decline',
  states: readonly MutationStatus[] = ['pending'],
): readonly string[] => {
  useIsMutating({ mutationKey: [answer] });
  return useMutationState({
    filters: { mutationKey: [answer], predicate: ({ state }) => states.includes(state.status) },
    select: (mutation) => (mutation.state.variables as OfferView).id,
  });
};

/** Offers at their own seat, the oldest on top, and a line for each that ended. Their places do not depend on anything else. */
export function Offers() {
  const standing = useStandingOffers();
  const ended = useEndedOffers(standing);
  const { accept, decline } = useOfferAnswers();
  const accepting = useAnswering('accept');
  const declining = useAnswering('decline');
  const reason = useMe().data?.presenceReason;
  const isSilenced = useIsSilenced();
  const held = reason === 'missed' || reason === 'rejected' || reason === 'sessions' ? reason : null;
  // it is there before the first offer is
  useEffect(() => void load().catch(() => undefined), []);
  if (standing.length === 0 && ended.length === 0 && !held && !isSilenced) return null;
  return (
    <section className={styles.stack} aria-label={words.offer.region}>
      <Suspense>
        {held && <Held by={held} />}
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
        {isSilenced && <Silenced />}
      </Suspense>
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
