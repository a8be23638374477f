import type { DeliveryReason, MessageView } from '#contracts';
import type { Unsent } from '../../api/outbox.ts';
import { now } from '../../live/clock.ts';
import { messages } from '../../words/en.ts';
import { threadWords } from '../../words/en-thread.ts';
import { asDate, asTime, isSameDay } from '../time.ts';

/** What a person can do about a text that did not arrive. */
export type Remedy = 'edit' | 'again' | 'links' | null;

/** What is said of a text's way: a word and an icon, or a whole sentence when something is wrong. */
export interface DeliverySaid {
  readonly icon: 'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'unknown';
  readonly word: string;
  /** The sentence of the table when it needs one. */
  readonly problem: string | null;
  readonly remedy: Remedy;
  /** The provider's own code, to look up. */
  readonly code: string | null;
  /** Left in another way than it was written, and why. */
  readonly note: string | null;
  /** While it waits: when it presumably leaves, to be counted down to; null: nobody can tell, or the word does. */
  readonly leavesAt: string | null;
}

const fine = (icon: DeliverySaid['icon'], word: string): DeliverySaid => ({
  icon,
  word,
  problem: null,
  remedy: null,
  code: null,
  note: null,
  leavesAt: null,
});

const sending: DeliverySaid = fine('sending', threadWords.sending);
/** Not with the server yet: said the same way as a text that waits there, so that a text only ever moves forward. */
export const onItsWay: DeliverySaid = fine('queued', threadWords.queued);

/** `10:42` today, `23 Nov, 10:42` on another day. */
const asMoment = (at: string): string => (isSameDay(at, new Date(now()).toISOString()) ? asTime(at) : asDate(at));

/** Why a text did not arrive, in one sentence (messages 13 to 23), and what helps. */
function failure(reason: DeliveryReason | null, state: 'failed' | 'undelivered', line: string): [string, Remedy] {
  switch (reason) {
    case 'opted-out':
      return [messages.optedOut, null];
    case 'unreachable':
      return [messages.unreachable, 'again'];
    case 'bad-number':
      return [messages.badNumber, null];
    case 'landline':
      return [messages.landline, null];
    case 'blocked':
      return [messages.blocked, null];
    case 'filtered':
      return [messages.filtered, 'edit'];
    case 'registration':
      return [messages.registration, null];
    case 'sender':
    case 'account':
      return [messages.sender(line), null];
    case 'media':
      return [messages.media, 'links'];
    case 'called-back':
      return [messages.calledBack, null];
    case 'too-long':
      return [messages.tooLong, 'edit'];
    case 'no-answer':
      return [messages.unknown, 'again'];
    default:
      return [state === 'failed' ? messages.notSent : messages.notDelivered, 'edit'];
  }
}

/** What to say of a text of ours; `line` is the name of the number it goes out from. */
export function deliveryOf({ delivery }: Pick<MessageView, 'delivery'>, line: string): DeliverySaid | null {
  if (!delivery) return null;
  return { ...stateSaid(delivery, line), note: delivery.asLinks ? messages.asLinks : null };
}

function stateSaid(
  { state, reason, errorCode: code, asLinks, expectedAt, triedUntil }: NonNullable<MessageView['delivery']>,
  line: string,
): Omit<DeliverySaid, 'note'> {
  switch (state) {
    case 'queued':
      if (reason === 'unreachable' && triedUntil) return fine('queued', messages.notYet(asMoment(triedUntil)));
      if (reason === 'capped')
        return fine('queued', expectedAt ? messages.cappedUntil(asMoment(expectedAt)) : messages.capped);
      return {
        ...fine('queued', reason === 'busy' ? messages.busy : threadWords.queued),
        leavesAt: expectedAt ?? null,
      };
    case 'submitting':
    case 'accepted':
      return sending;
    case 'sent':
      return fine('sent', threadWords.sent);
    case 'delivered':
      return fine('delivered', threadWords.delivered);
    case 'unknown':
      return { icon: 'unknown', word: '', problem: messages.unknown, remedy: 'again', code, leavesAt: null };
    case 'failed':
    case 'undelivered': {
      const [problem, remedy] = failure(reason, state, line);
      // links that came back too, and files that are not to be had, do not arrive by asking
      const isLost = remedy === 'links' && (asLinks || code === null);
      return { icon: 'failed', word: '', problem, remedy: isLost ? null : remedy, code, leavesAt: null };
    }
    default:
      return fine('sending', state);
  }
}

/** A text that the server refused: it never left this desk. */
export const refusalOf = ({ sentence }: NonNullable<Unsent['refused']>): DeliverySaid => ({
  icon: 'failed',
  word: '',
  problem: threadWords.refused(sentence),
  remedy: 'edit',
  code: null,
  note: null,
  leavesAt: null,
});
