import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMatchRoute, useParams } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import type { ConversationView, OfferView } from '#contracts';
import { late } from '../parts/late.ts';
import { answers } from '../api/handing.ts';
import { Refused } from '../api/refused.ts';
import { beat, leave, me as meQuery } from '../api/routing.ts';
import { startSending } from '../api/unsent.ts';
import { isSpoken, now, useSecondsUntil } from '../live/clock.ts';
import { startBeating, stopBeating } from '../live/presence-beat.ts';
import { spellAddress } from '../parts/address.ts';
import { secondsLeft } from '../parts/time.ts';
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

/** A new offer is heard, read aloud and, by choice, said by the system; what it showed goes with the offer. */
function useOfferSignals(offers: readonly OfferView[]): void {
  const known = useRef(new Map<string, () => void>());
  const cache = useQueryClient();
  const stands = offers.length > 0;
  useEffect(() => {
    if (!stands) return;
    const timer = setInterval(() => playOffer(cache, true), again);
    return () => clearInterval(timer);
  }, [cache, stands]);
  useEffect(() => {
    for (const [id, away] of known.current) if (!offers.some((offer) => offer.id === id)) away();
    for (const offer of offers) {
      if (known.current.has(offer.id)) continue;
      const away = notify({
        name: offer.id,
        title: offer.notification?.title || words.offer.from(spellAddress(offer.customer)),
        text: offer.preview,
        icon: offer.notification?.icon ?? null,
        atMost: offer.notification?.desktopNotifications ?? 'always',
      });
      known.current.set(offer.id, away);
      playOffer(cache);
      const left = secondsLeft(offer.expiresAt, now());
      announce(messages.newOffer(spellAddress(offer.customer), offer.queueName, left), 'now');
    }
  }, [offers]);
}

/** What a reader hears of a countdown after its start: half a minute, ten seconds. */
function SpokenCountdown({ deadline }: { readonly deadline: string }) {
  const left = useSecondsUntil(deadline);
  const isHeard = isSpoken(left, -1);
  useEffect(() => {
    if (isHeard) announce(words.offer.secondsLeft(left));
  }, [isHeard, left]);
  return null;
}

/** New texts of my sessions are read aloud: the words where the conversation is open, a notice where it is not. */
function useTextSignals(): void {
  const cache = useQueryClient();
  const { data: mine } = useMine();
  const { conversation: open } = useParams({ strict: false });
  const heard = useRef<Map<string, string> | null>(null);
  useEffect(() => {
    if (!mine) return;
    const latest = new Map<string, string>();
    const tell = ({ id, customer, lastText, accepted }: ConversationView) => {
      if (lastText?.direction !== 'in' || !accepted) return;
      latest.set(id, lastText.at);
      const before = heard.current;
      if (!before?.has(id) || before.get(id) === lastText.at) return;
      const name = spellAddress(customer);
      if (id !== open || document.hidden) playText(cache);
      announce(id === open ? agentWords.said.theyWrote(name, saidOf(lastText.body)) : agentWords.said.newText(name));
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
  useOfferSignals(offers);
  useTextSignals();
  useAnswerSignals();
  useTitleCount(offers.length + unread);
  const isAtWork = useMatchRoute()({ to: '/work', fuzzy: true }) !== false;
  const hasList = useMedia(hasRoomForList);
  const { conversation } = useParams({ strict: false });
  const { newText } = useOverlays();
  return (
    <>
      {offers.map(({ id, expiresAt }) => (
        <SpokenCountdown key={id} deadline={expiresAt} />
      ))}
      <Suspense>
        <FailureSignals />
      </Suspense>
      {newText && (
        <Suspense>
          <NewText onClose={() => overlay({ newText: false })} />
        </Suspense>
      )}
      {!(isAtWork && hasList) && <FloatingOffers isOverComposer={isAtWork && conversation !== undefined} />}
    </>
  );
}
