import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { commandFor, type Desk } from './commands.ts';
import { pressed } from './keys.ts';
import { begin } from './marks.ts';
import { openPresence, toComposer, toRegion } from './regions.ts';
import { sessionsOf } from './sessions.ts';
import { useIsAgent, useMine, useStandingOffers } from './use-agent.ts';
import { useOfferAnswers } from './use-offer-answers.ts';

/** My sessions, as the tabs show them. */
export function useSessions() {
  const { data } = useMine();
  return useMemo(() => sessionsOf(data ?? []), [data]);
}

/** Everything the commands need, as it is now. */
function useDesk(openKeys: () => void): Desk {
  const sessions = useSessions();
  const [offer = null] = useStandingOffers();
  const { conversation: open = null } = useParams({ strict: false });
  const { accept, decline } = useOfferAnswers();
  const navigate = useNavigate();
  return {
    offer,
    sessions,
    open,
    session: sessions.find(({ id }) => id === open) ?? null,
    isAgent: useIsAgent(),
    accept: (chosen) => accept.isPending || accept.mutate(chosen),
    decline: (chosen) => decline.isPending || decline.mutate(chosen),
    show: (conversation) => {
      begin('desk.switch');
      void navigate({ to: '/work/c/$conversation', params: { conversation } }).then(() => toComposer());
    },
    toComposer,
    toRegion,
    openPresence,
    openKeys,
  };
}

const isOverlay = (): boolean => document.querySelector('dialog[open], [role="menu"]') !== null;

/** Hears the keys of the whole desk. Escape closes the topmost thing by itself; with nothing open it leads back to the composer. */
export function useKeys(): { readonly isHelpOpen: boolean; readonly setHelpOpen: (open: boolean) => void } {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const desk = useDesk(() => setHelpOpen(true));
  const latest = useRef(desk);
  useEffect(() => {
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
  return { isHelpOpen, setHelpOpen };
}
