/** The words of a supervisor who gives a conversation to somebody, or puts it into a queue (product.md 18.4). */
export const placingWords = {
  buttons: { assign: 'Assign', transfer: 'Transfer' },
  titles: { assign: 'Assign this conversation', transfer: 'Transfer this conversation' },
  hints: {
    assign:
      'Nobody has taken it yet. An agent is asked at once, whatever else they do, and nobody else any more; a queue gets it as it is.',
    transfer: 'An agent is asked first; until they answer, it stays where it is. A queue gets it at once.',
  },
  failed: 'Who could have it',
  noWork: 'This conversation was given to nobody yet: there is nothing to place.',
  exceeds: (name: string, over: string) => `${name} has no room for it: ${over}.`,
  note: 'Note for who takes it',
  noteHint: 'The customer never sees it.',
  other: 'Another one',
  send: { assign: (name: string) => `Assign to ${name}`, transfer: (name: string) => `Transfer to ${name}` },
  anyway: {
    assign: (name: string) => `Assign to ${name} all the same`,
    transfer: (name: string) => `Transfer to ${name} all the same`,
  },
  asked: (name: string) => `${name} is asked.`,
  moved: (queue: string) => `Moved to ${queue}.`,
} as const;
