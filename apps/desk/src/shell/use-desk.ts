import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useCloseSession } from './close-session.tsx';
import { commandFor, type Desk, type Place } from './commands.ts';
import { isBeingDeclined, undoDecline } from './declining.ts';
import { holdEnd } from './ending.ts';
import { pressed } from './keys.ts';
import { begin } from './marks.ts';
import { overlay } from './overlays.ts';
import { arrange } from './panes.ts';
import { openPresence, takeSuggestion, toComposer, toDispositions, toNotes, toRegion } from './regions.ts';
import { sessionsOf } from './sessions.ts';
import { usePerson } from './sign-in/session.ts';
import { useIsAgent, useMine, useStandingOffers } from './use-agent.ts';
import { useOfferAnswers } from './use-offer-answers.ts';

/** My sessions, as the tabs show them. */
export function useSessions() {
  const { data } = useMine();
  return useMemo(() => sessionsOf(data ?? []), [data]);
}

/** Everything the commands need, as it is now. */
export function useDesk(): Desk {
  const sessions = useSessions();
  const [offer = null] = useStandingOffers();
  const { conversation: open = null } = useParams({ strict: false });
  const { accept, decline } = useOfferAnswers();
  const { ask } = useCloseSession();
  const { roles } = usePerson();
  const cache = useQueryClient();
  const navigate = useNavigate();
  return {
    offer,
    sessions,
    open,
    session: sessions.find(({ id }) => id === open) ?? null,
    isAgent: useIsAgent(),
    isSupervisor: roles.includes('supervisor'),
    isAdministrator: roles.includes('administrator'),
    accept: (chosen) => accept.isPending || accept.mutate(chosen),
    // the same keys once more undo it
    decline: (chosen) =>
      isBeingDeclined(chosen.id) ? undoDecline(chosen.id) : decline.isPending || decline.mutate(chosen),
    show: (conversation) => {
      begin('desk.switch');
      void navigate({ to: '/work/c/$conversation', params: { conversation } }).then(() => toComposer());
    },
    toComposer: () => {
      if (open) arrange(open, { texts: 'docked' });
      toComposer();
    },
    toDispositions,
    toRegion,
    openPresence,
    openKeys: () => overlay({ keys: true }),
    openPalette: () => overlay({ palette: true }),
    end: ({ id }) => holdEnd(cache, id),
    close: ask,
    takeSuggestion,
    openNewText: () => overlay({ newText: true }),
    toNotes: ({ id }) => toNotes(id),
    report: ({ id }) => overlay({ reporting: id }),
    handOver: ({ id }, what) => overlay({ handing: { conversationId: id, what } }),
    goTo: (place) => void navigate({ to: addresses[place] }),
  };
}

const addresses = { home: '/work', live: '/live', admin: '/admin', me: '/me' } as const satisfies Record<Place, string>;

const isOverlay = (): boolean => document.querySelector('dialog[open], [role="menu"]') !== null;

/** Hears the keys of the whole desk. Escape closes the topmost thing by itself; with nothing open it leads back to the composer. */
export function useKeys(): void {
  const desk = useDesk();
  const latest = useRef(desk);
  // before it is seen: what is on screen can be answered by its key at once
  useLayoutEffect(() => {
    latest.current = desk;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      if (event.key === 'Escape' && !isOverlay() && latest.current.session) return toComposer();
      const command = commandFor(pressed(event), latest.current);
      if (!command) return;
      event.preventDefault();
      command.run(latest.current);
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}
