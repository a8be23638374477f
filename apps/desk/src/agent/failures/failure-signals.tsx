import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { outbox } from '../../api/unsent.ts';
import { readCustomerName } from '../../parts/customer.tsx';
import { playFailure } from '../../shell/sound.ts';
import { warn } from '../../shell/tell.tsx';
import { useMine } from '../../shell/use-agent.ts';
import { failureWords as words } from '../../words/en-failures.ts';

/**
 * Texts of the agent that did not arrive, or that the server refused, are said where their conversation is not the one on screen, with the
 * way there: nobody has to look at every thread again to know. What had failed before this page was opened is marked, not said.
 */
export function FailureSignals() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { data: mine } = useMine();
  const { conversation: open } = useParams({ strict: false });
  const failed = useRef(new Map<string, number>());
  const refused = useRef(new Set(outbox.refused().map(({ id }) => id)));
  const now = useRef({ mine, open });
  now.current = { mine, open };

  const say = async (conversation: string, to: string | undefined, of: (name: string) => string) => {
    if (conversation !== now.current.open || document.hidden) playFailure(cache);
    if (conversation === now.current.open) return;
    const name = to && (await readCustomerName(cache, { conversationId: conversation, address: to }));
    warn(name ? of(name) : words.notSentToSomebody, {
      label: words.open,
      run: () => void navigate({ to: '/work/c/$conversation', params: { conversation } }),
    });
  };
  const latest = useRef(say);
  latest.current = say;

  useEffect(() => {
    for (const one of mine ?? []) {
      const before = failed.current.get(one.id);
      const after = one.failed ?? 0;
      failed.current.set(one.id, after);
      if (before !== undefined && after > before) void latest.current(one.id, one.customer, words.maybeNotArrived);
    }
  }, [mine]);

  useEffect(
    () =>
      outbox.watch(() => {
        for (const { id, conversationId, to } of outbox.refused()) {
          if (refused.current.has(id)) continue;
          refused.current.add(id);
          const about = now.current.mine?.find((one) => one.id === conversationId);
          void latest.current(conversationId, about?.customer ?? to, words.notSent);
        }
      }),
    [],
  );
  return null;
}
