import { z } from 'zod';
import { type DeadLettersView, type DeadLetterView, eventId, type PageRequest } from '#contracts';
import type { DeadLetter } from '#event-bus';
import { cursorOf, page } from '#platform';

const byTime = cursorOf(z.object({ failedAt: z.string(), eventId: z.string().nullable() }));
type Place = Pick<DeadLetterView, 'failedAt' | 'eventId'>;

/** Where a page begins; null: at the first. Refuses a cursor that no list gave. */
export const placeIn = ({ cursor }: PageRequest): Place | null => byTime.read(cursor);

/** What is no id names nothing: whoever wrote it meant no event of ours. */
const viewOf = ({ at, ...letter }: DeadLetter): DeadLetterView => ({
  ...letter,
  eventId: eventId.nullable().catch(null).parse(letter.eventId),
  failedAt: at.toISOString(),
});
const inOrder = ({ failedAt, eventId }: Place): string => `${failedAt} ${eventId ?? ''}`;

/** One page of the dead letters of a subscription, those that failed first at the top. */
export function pageOfDeadLetters(letters: readonly DeadLetter[], from: Place | null, limit: number): DeadLettersView {
  const rest = letters
    .map(viewOf)
    .filter((letter) => !from || inOrder(letter) > inOrder(from))
    .toSorted((one, other) => (inOrder(one) < inOrder(other) ? -1 : 1));
  return page(rest, limit, byTime.write, (letter) => letter);
}
