import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { CompanionView, ConversationView } from '#contracts';
import { Refused } from '../api/refused.ts';
import { watch, watchNoMore } from '../api/watching.ts';
import { usePerson } from '../shell/sign-in/session.ts';

/** What the person who looks takes part as. The companions say names, and the desk of a supervisor knows no id of its own. */
const useMyPart = ({ companions = [] }: ConversationView): CompanionView | undefined => {
  const { name } = usePerson();
  return companions.find((companion) => companion.mode === 'monitor' && companion.name === name);
};

/**
 * This supervisor reads along while they look (product.md 18.4): from the page on, or from when somebody has accepted it, until the page is left. Who has
 * joined stays until they press Leave, and reads along from there on. Answers their part, and why they may not watch.
 */
export function useWatching(conversation: ConversationView): {
  readonly part: CompanionView | undefined;
  readonly refusal: string | null;
} {
  const { id, status, accepted } = conversation;
  const cache = useQueryClient();
  const part = useMyPart(conversation);
  const [refused, setRefused] = useState<{ readonly id: string; readonly why: string } | null>(null);
  const canWatch = status === 'waiting' || status === 'wrap-up' || (status === 'active' && accepted);
  const isPart = part !== undefined;
  useEffect(() => {
    if (!canWatch || isPart) return;
    watch(cache, id).then(
      () => setRefused(null),
      (error: unknown) => error instanceof Refused && setRefused({ id, why: error.message }),
    );
  }, [cache, id, canWatch, isPart]);
  const goAway = useEffectEvent((from: string) => {
    // where they are not heard of yet it may be under way
    if (part ? !part.speaks : canWatch) watchNoMore(from).catch(() => {});
  });
  useEffect(() => {
    const onHide = () => goAway(id);
    addEventListener('pagehide', onHide);
    return () => {
      removeEventListener('pagehide', onHide);
      goAway(id);
    };
  }, [id]);
  return { part, refusal: refused?.id === id ? refused.why : null };
}
