import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMatchRoute, useParams } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import type { ConversationView, OfferView } from '#contracts';
import { late } from '../parts/late.ts';
import { context } from '../api/customers.ts';
import { answers } from '../api/handing.ts';
import { Refused } from '../api/refused.ts';
import { beat, leave, me as meQuery } from '../api/routing.ts';
import { startSending } from '../api/unsent.ts';
import { isSpoken, now, useNow } from '../live/clock.ts';
import { startBeating, stopBeating } from '../live/presence-beat.ts';
import { readCustomerName, useCustomerName } from '../parts/customer.tsx';
import { secondsToAnswer } from '../parts/time.ts';
import { hasRoomForList, useMedia } from '../parts/use-media.ts';
import { announce } from '../shell/announce.ts';
import { beforeSignOut, usePerson } from '../shell/sign-in/session.ts';
import { overlay, useOverlays } from '../shell/overlays.ts';
import { notify } from '../shell/notices.ts';
import { allowSound, playOffer, playText } from '../shell/sound.ts';
import { useTitleCount } from '../shell/title.ts';
import { tell } from '../shell/tell.tsx';
import { useMe, useMine, useStandingOffers } from '../shell/use-agent.ts';
import { useSessions } from '../shell/use-desk.ts';
import { agentWords, saidOf } from '../words/en-agent.ts';
import { messages, words } from '../words/en.ts';
import { draftsOf } from './composer/draft.ts';
import { atMostEvery } from './duty/at-most-every.ts';
import { FloatingOffers } from './offer/offers.tsx';

const FailureSignals = late(() =>
  import('./failures/failure-signals.tsx').then(({ FailureSignals: component }) => component),
);
const NewText = late(() => import('./new-text/new-text.tsx').then(({ NewText: component }) => component));

/** Says every 10 s that this desk is open and which offers it shows, and that it closes or is loaded again; a row that is gone is made again. */
function useBeat(offers: readonly OfferView[]): void {
  const cache = useQueryClient();
  const { isSuccess } = useMe();
  const showing = useRef<readonly string[]>([]);
  const shown = offers.map(({ id }) => id).join();
  const first = useRef(true);
  useEffect(() => {
    showing.current = shown === '' ? [] : shown.split(',');
    // A new offer is said to be on screen at once: until then it counts as lost.
    if (!first.current) void beat(showing.current).catch(() => undefined);
    first.current = false;
  }, [shown]);
  useEffect(() => {
    if (!isSuccess) return;
    return startBeating(
      () =>
        void beat(showing.current).catch((error: unknown) => {
          if (error instanceof Refused && error.status === 404)
            void cache.invalidateQueries({ queryKey: meQuery.queryKey });
        }),
      () => void leave(false).catch(() => undefined),
    );
  }, [cache, isSuccess]);
  useEffect(
    () =>
      beforeSignOut(() => {
        stopBeating();
        return leave(true);
      }),
    [],
  );
}

/** How often an offer that stands is heard again, where that is set. */
const again = 8_000;

/** A new offer is heard, and again while it stands, where that is set. */
function useOfferSounds(offers: readonly OfferView[]): void {
  const known = useRef<readonly string[]>([]);
  const cache = useQueryClient();
  const stands = offers.length > 0;
  useEffect(() => {
    if (!stands) return;
    const timer = setInterval(() => playOffer(cache, true), again);
    return () => clearInterval(timer);
  }, [cache, stands]);
  useEffect(() => {
    for (const { id } of offers) if (!known.current.includes(id)) playOffer(cache);
    known.current = offers.map(({ id }) => id);
  }, [cache, offers]);
}

/** How long an offer waits for the name of who it is about before it is read aloud by their number. */
const patience = 1_000;

/**
 * An offer is read aloud and, by choice, said by the system, once and by the customer's name; what was shown goes with the offer. Of its countdown
 * a reader hears half a minute and ten seconds.
 */
function SaidOffer({ offer }: { readonly offer: OfferView }) {
  const { conversationId, customer } = offer;
  const left = secondsToAnswer(offer, useNow());
  // who they are may be read as soon as conversations knows of the offer, too
  const isMine = useMine().data?.some(({ id }) => id === conversationId) ?? false;
  const isRead = useQuery({ ...context(conversationId), enabled: isMine }).isFetched;
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, []);
  const isDue = isRead || isLate;
  const name = useCustomerName({ conversationId: isRead ? conversationId : '', address: customer });
  useEffect(() => {
    if (!isDue) return;
    announce(messages.newOffer(name, offer.queueName, secondsToAnswer(offer, now())), 'now');
    return notify({
      name: offer.id,
      title: offer.notification?.title || words.offer.from(name),
      text: offer.preview,
      icon: offer.notification?.icon ?? null,
      atMost: offer.notification?.desktopNotifications ?? 'always',
    });
    // once: what is known of them later is not said again
  }, [isDue]);
  const isHeard = isSpoken(left, -1);
  useEffect(() => {
    if (isHeard) announce(words.offer.secondsLeft(left));
  }, [isHeard, left]);
  return null;
}

/** How often it is read aloud at most that somebody wrote whose conversation is not open. */
const othersEvery = 10_000;

/** New texts of my sessions are read aloud: the words where the conversation is open, where it is not how many are unread. */
function useTextSignals(): void {
  const cache = useQueryClient();
  const { data: mine } = useMine();
  const { conversation: open } = useParams({ strict: false });
  const heard = useRef<Map<string, string> | null>(null);
  const [others] = useState(() => atMostEvery(othersEvery, announce));
  useEffect(() => others.stop, [others]);
  useEffect(() => {
    if (!mine) return;
    const latest = new Map<string, string>();
    const tell = ({ id, customer, lastText, accepted, unread }: ConversationView) => {
      if (lastText?.direction !== 'in' || !accepted) return;
      latest.set(id, lastText.at);
      const before = heard.current;
      if (!before?.has(id) || before.get(id) === lastText.at) return;
      if (id !== open || document.hidden) playText(cache);
      void readCustomerName(cache, { conversationId: id, address: customer }).then((name) =>
        id === open
          ? announce(agentWords.said.theyWrote(name, saidOf(lastText.body)))
          : others.of(id, agentWords.said.unread(name, unread)),
      );
    };
    mine.forEach(tell);
    heard.current = latest;
  }, [cache, mine, open]);
}

/** What colleagues answered, said in passing where their conversation is not the one on screen: there a line says it. */
function useAnswerSignals(): void {
  const { data: all } = useQuery(answers);
  const { conversation: open } = useParams({ strict: false });
  const known = useRef(new Set<string>());
  useEffect(() => {
    for (const one of all ?? []) {
      if (one.state === 'offered' || one.state === 'withdrawn' || known.current.has(one.id)) continue;
      known.current.add(one.id);
      // The sentences come with the first answer.
      void import('./hand-over/moments.ts').then(({ outcomeOf }) => {
        const sentence = outcomeOf(one, agentWords.said.customer);
        if (sentence && one.conversationId !== open) tell(sentence);
        else if (sentence) announce(sentence);
      });
    }
  }, [all, open]);
}

/** What runs for an agent on every page: presence, texts on their way, signals, and the offers where the list is not in sight. */
export function OnDuty() {
  const cache = useQueryClient();
  const { subject } = usePerson();
  const offers = useStandingOffers();
  const unread = useSessions().reduce((sum, session) => sum + session.unread, 0);
  draftsOf(subject);
  useEffect(() => startSending(cache, subject), [cache, subject]);
  useEffect(allowSound, []);
  useBeat(offers);
  useOfferSounds(offers);
  useTextSignals();
  useAnswerSignals();
  useTitleCount(offers.length + unread);
  const isAtWork = useMatchRoute()({ to: '/work', fuzzy: true }) !== false;
  const hasList = useMedia(hasRoomForList);
  const { conversation } = useParams({ strict: false });
  const { newText } = useOverlays();
  return (
    <>
      {offers.map((offer) => (
        <SaidOffer key={offer.id} offer={offer} />
      ))}
      <Suspense>
        <FailureSignals />
      </Suspense>
      {newText && (
        <Suspense>
          <NewText to={newText === true ? null : newText} onClose={() => overlay({ newText: false })} />
        </Suspense>
      )}
      {!(isAtWork && hasList) && <FloatingOffers isOverComposer={isAtWork && conversation !== undefined} />}
    </>
  );
}
