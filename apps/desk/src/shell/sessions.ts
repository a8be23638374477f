import type { ConversationView } from '#contracts';

/** A session is a conversation that I took and have not closed. Those in Waiting are in the list, not among the tabs. */
export const isSession = ({ accepted, status }: ConversationView): boolean =>
  accepted && (status === 'active' || status === 'wrap-up');

/** My sessions as tabs: in the order in which they began, so that a tab never moves. */
export const sessionsOf = (mine: readonly ConversationView[]): readonly ConversationView[] =>
  mine
    .filter(isSession)
    .sort((one, other) => Date.parse(one.openedAt) - Date.parse(other.openedAt) || (one.id < other.id ? -1 : 1));

/** Who waits longest comes first; those who do not wait follow, latest text first. */
export const byWaiting = (one: ConversationView, other: ConversationView): number => {
  if (one.waitingSince && other.waitingSince) return Date.parse(one.waitingSince) - Date.parse(other.waitingSince);
  if (one.waitingSince || other.waitingSince) return one.waitingSince ? -1 : 1;
  return lastAt(other) - lastAt(one);
};

/** When somebody last wrote. */
export const lastAt = ({ lastText, openedAt }: ConversationView): number => Date.parse(lastText?.at ?? openedAt);

/** The session after this one in the direction of `step`, around the end; null when there is none to go to. */
export function neighbour(
  sessions: readonly ConversationView[],
  current: string | null,
  step: 1 | -1,
  isMeant: (session: ConversationView) => boolean = () => true,
): ConversationView | null {
  const at = sessions.findIndex(({ id }) => id === current);
  const start = at < 0 && step < 0 ? 0 : at;
  for (let turn = 1; turn <= sessions.length; turn += 1) {
    const index = (start + turn * step + sessions.length * 2) % sessions.length;
    const session = sessions[index]!;
    if (session.id !== current && isMeant(session)) return session;
  }
  return null;
}

/** Which tabs find room: the open one always, the others from the left. The rest go into a menu, who waits longest on top. */
export function fitTabs(
  sessions: readonly ConversationView[],
  current: string | null,
  room: number,
): { readonly shown: readonly ConversationView[]; readonly rest: readonly ConversationView[] } {
  if (sessions.length <= room) return { shown: sessions, rest: [] };
  const first = sessions.slice(0, Math.max(room, 1));
  const open = sessions.find(({ id }) => id === current);
  const shown = !open || first.includes(open) ? first : [...first.slice(0, -1), open];
  return { shown, rest: sessions.filter((session) => !shown.includes(session)).sort(byWaiting) };
}
