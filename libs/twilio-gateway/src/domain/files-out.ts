import { type Address, longestText, type MessageId, type Provider, Refusal } from '#contracts';
import { type Delivery, latest, nobody, sendAnew } from './delivery.ts';
import { meaningOf } from './error-codes.ts';
import { kindOf } from './keyword.ts';
import { segmentsOf } from './planning.ts';

/**
 * How files leave: with the text, or, where that is not possible, as links in its words (product.md 23). Azure carries none, and short codes
 * only where that was bought for them.
 */
export const howFilesLeave = (number: Address, provider: Provider): 'mms' | 'link' =>
  provider === 'twilio' && kindOf(number) !== 'short-code' ? 'mms' : 'link';

/** Whether a text that ended did so because of files that went along, and may leave once more without them (twilio.md 4.11). */
export const mayLeaveWithLinks = (ended: Delivery, now: Date): boolean =>
  (ended.state === 'failed' || ended.state === 'undelivered') &&
  ended.errorCode !== null &&
  meaningOf(ended.errorCode).isAboutFiles === true &&
  ended.part === 1 &&
  ended.linksRound === null &&
  ended.to !== nobody &&
  now < ended.validUntil;

/**
 * What leaves again with links because a person asks for it, with as long as a new text has: the round that its files ended. Null where it left
 * with links already. Refused as `text-state` where it did not end, or not because of files that went along.
 */
export function endedByFiles(deliveries: readonly Delivery[], now: Date): Delivery | null {
  const first = deliveries.filter(({ part }) => part === 1).toSorted((one, other) => other.round - one.round)[0];
  if (first && first.linksRound !== null) return null;
  const validUntil = first && first.validUntil > latest(now) ? first.validUntil : latest(now);
  const ended = first && { ...first, validUntil };
  if (!ended || !mayLeaveWithLinks(ended, now))
    throw new Refusal('text-state', 'This text did not come back because of its files.', 'messageId');
  return ended;
}

/** Of the parts of a text whose first one leaves again, those that were given up with it: they leave after it, as long as it may. */
export function givenUpWith(
  first: Delivery,
  deliveries: readonly Delivery[],
  now: Date,
  newId: () => string,
): readonly Delivery[] {
  const newest = new Map(
    deliveries.toSorted((one, other) => one.round - other.round).map((delivery) => [delivery.part, delivery]),
  );
  const given = [...newest.values()].filter(
    ({ part, state, attempts }) => part !== first.part && state === 'failed' && attempts === 0,
  );
  return given.map((one) => ({
    ...sendAnew(one, newId() as MessageId, now, now),
    validUntil: first.validUntil,
    linksRound: one.round + 1,
  }));
}

/**
 * The same part once more, with links to its files in its words instead of the files. What a text cannot hold besides them follows as further
 * parts. It keeps its place in its conversation: what was written later waits for it.
 */
export function sendWithLinks(
  ended: Delivery,
  links: readonly string[],
  now: Date,
  newId: () => string,
): readonly Delivery[] {
  const [first, ...more] = wordsWithLinks(ended.body, links);
  const round = ended.round + 1;
  const anew = (body: string): Delivery => ({
    ...sendAnew(ended, newId() as MessageId, now, now),
    body,
    segments: segmentsOf(body),
    linksRound: round,
  });
  const parts = ended.parts + more.length;
  const further = more.map((body, n) => ({ ...anew(body), part: ended.parts + 1 + n, parts, round: 1, linksRound: 1 }));
  return [{ ...anew(first!), parts }, ...further];
}

/** Words and links, each link whole, in as few texts as the provider takes. */
function wordsWithLinks(body: string, links: readonly string[]): readonly string[] {
  const texts = body === '' ? [] : [body];
  for (const link of links) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + link.length <= longestText)
      texts[texts.length - 1] = `${last}\n${link}`;
    else texts.push(link);
  }
  return texts;
}
