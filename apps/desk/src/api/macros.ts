import type { QueryClient } from '@tanstack/react-query';
import type { CardView, MacroOutcome } from '#contracts';
import { learn } from '../live/live.ts';
import { ask } from './client.ts';
import { chosenDispositions } from './dispositions.ts';
import { notes } from './handling.ts';

/** Has a macro of a card done; answers how that went, which everybody who sees the card is shown. */
export async function runMacro(
  cache: QueryClient,
  { conversationId, id }: CardView,
  action: number,
): Promise<MacroOutcome | null> {
  const path = `/api/conversations/${conversationId}/cards/${id}/run`;
  const view = await ask(path, 'cardView', { method: 'POST', body: { action } });
  learn(cache, { kind: 'card', id: view.id, version: view.version, view });
  for (const { queryKey } of [notes(conversationId), chosenDispositions(conversationId)])
    void cache.invalidateQueries({ queryKey });
  return view.actions[action]?.outcome ?? null;
}
