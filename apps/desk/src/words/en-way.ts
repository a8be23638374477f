import { figure } from './plural.ts';

/** The words of what was seen of a text on its way. */
export const wayWords = {
  title: 'How it went',
  failed: 'What was seen of this text',
  law: 'A text moves forward only: queued, sending, unknown, accepted, sent, and then one end. Of two different ends the one that was reported first holds.',
  states: {
    queued: 'Queued',
    submitting: 'Sending',
    accepted: 'Accepted',
    sent: 'Sent',
    delivered: 'Delivered',
    undelivered: 'Undelivered',
    failed: 'Failed',
    unknown: 'Unknown',
  } as Readonly<Record<string, string>>,
  holds: 'Holds',
  sid: 'Provider’s id',
  part: (part: number, parts: number) => `Part ${figure(part)} of ${figure(parts)}`,
  anew: (round: number) => `Attempt ${figure(round)}`,
  asLinks: 'With links instead of files',
  sources: {
    answer: 'Answer to our request',
    callback: 'Status callback',
    list: 'The provider’s list',
  } as Readonly<Record<string, string>>,
  answers: {
    accepted: 'accepted',
    refused: 'refused',
    'no-answer': 'no answer',
    'not-now': 'not now',
  } as Readonly<Record<string, string>>,
  effects: {
    moved: 'Taken: it brought the text further.',
    told: 'Taken: it brought an id or a code, the state stays.',
    nothing: 'No news: the text was as far already.',
    contradicted: 'Not believed: another end was reported before.',
  } as Readonly<Record<string, string>>,
  contradicted: 'Contradicts',
  decision: (held: string, other: string) =>
    `${held} was reported first, so it holds. ${other} was reported afterwards. Nobody can tell which is true, so both stay here.`,
  none: 'Nothing was seen of it yet',
  notKept: (since: string) => `What was seen before ${since} is not kept any more.`,
} as const;
