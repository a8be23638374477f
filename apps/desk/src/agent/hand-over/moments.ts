import type { AskedColleagueView } from '#contracts';
import type { Moment } from '../../parts/thread/rows.ts';
import { asTime } from '../../parts/time.ts';
import { handOverWords } from '../../words/en-hand-over.ts';

const words = handOverWords.lines;

/** What became of asking a colleague, in a sentence; null while they have not answered. */
export function outcomeOf(asked: AskedColleagueView, customer: string): string | null {
  const { slot, name, state, endedAt } = asked;
  switch (state) {
    case 'offered':
      return null;
    case 'accepted':
      return words.accepted[slot](name, asTime(endedAt!));
    case 'rejected':
      return words.refused[slot](name, customer);
    case 'withdrawn':
      return words.withdrawn(name, asTime(endedAt!));
    default:
      return words.missed[slot](name, customer);
  }
}

/** When colleagues were asked, and what they answered, as lines of the thread. */
export const momentsOf = (asked: readonly AskedColleagueView[], customer: string): readonly Moment[] =>
  asked.flatMap((one) => {
    const outcome = outcomeOf(one, customer);
    return [
      { key: `asked ${one.id}`, at: one.askedAt, sentence: words.asked[one.slot](one.name, asTime(one.askedAt)) },
      ...(outcome && one.endedAt ? [{ key: `answered ${one.id}`, at: one.endedAt, sentence: outcome }] : []),
    ];
  });

/** Whom I asked and who can still answer, the first asked on top. */
export const pendingOf = (asked: readonly AskedColleagueView[], now: number): readonly AskedColleagueView[] =>
  asked
    .filter(({ state, expiresAt }) => state === 'offered' && Date.parse(expiresAt) > now)
    .sort((one, other) => Date.parse(one.askedAt) - Date.parse(other.askedAt));
