import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AskedColleagueView, CompanionView, ConversationView } from '#contracts';
import { myWork } from '../../api/handing.ts';
import type { Moment } from '../../parts/thread/rows.ts';
import { momentsOf } from '../hand-over/moments.ts';

const nobody: readonly AskedColleagueView[] = [];

/** Whom I asked about a conversation of mine, and as which lines of the thread that is told. */
export function useHanding(
  { id, accepted, status }: ConversationView,
  isMine: boolean,
  customer: string,
): { readonly asked: readonly AskedColleagueView[]; readonly moments: readonly Moment[] } {
  const { data } = useQuery({ ...myWork(id), enabled: isMine && accepted && status === 'active' });
  const asked = isMine ? (data?.asked ?? nobody) : nobody;
  const moments = useMemo(() => momentsOf(asked, customer), [asked, customer]);
  return { asked, moments };
}

/** Who gives advice in a conversation now. */
export const advisersIn = ({ companions = [] }: ConversationView): readonly CompanionView[] =>
  companions.filter(({ mode }) => mode === 'consult');
