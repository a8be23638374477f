import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { CompanionView, ConversationView } from '#contracts';
import { Refused } from '../api/refused.ts';
import { me, watch, watchNoMore } from '../api/watching.ts';

/** The server takes a supervisor for gone after two minutes without a word; timers of a hidden page sleep for one at a time. */
const rhythm = 30_000;

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
  const myId = useQuery(me).data?.agentId;
  const part = conversation.companions?.find(({ mode, agentId }) => mode === 'monitor' && agentId === myId);
  const [refused, setRefused] = useState<{ readonly id: string; readonly why: string } | null>(null);
  const canWatch = status === 'waiting' || status === 'wrap-up' || (status === 'active' && accepted);
  const isPart = part !== undefined;
  const look = useEffectEvent(() => {
    watch(cache, id).then(
      () => setRefused(null),
      (error: unknown) => error instanceof Refused && setRefused({ id, why: error.message }),
    );
  });
  // once more when they are no part of it any more: the server heard nothing of this page for too long
  useEffect(() => {
    if (canWatch && !isPart) look();
  }, [id, canWatch, isPart]);
  const looks = canWatch || isPart;
  useEffect(() => {
    if (!looks) return;
    const timer = setInterval(look, rhythm);
    const onShow = () => document.visibilityState === 'visible' && look();
    document.addEventListener('visibilitychange', onShow);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onShow);
    };
  }, [id, looks]);
  const goAway = useEffectEvent((from: string) => {
    // where they are not heard of yet it may be under way; who is not known yet may have joined
    if (myId === undefined) return;
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
