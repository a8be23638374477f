import { figure } from './plural.ts';

/** The words of suggestions, of what a text costs and whom nobody may text, and of writing to a customer first. */
export const writingWords = {
  suggestions: {
    title: 'Suggestions',
    insert: 'Take into the text',
    used: 'Taken',
    dismiss: (title: string) => `Wave away: ${title}`,
    waved: (title: string) => `Waved away: ${title}.`,
    opens: 'opens in a new tab',
  },
  cost: {
    about: (price: string) => `about ${price}`,
    hint: 'What the carrier presumably charges for this text.',
    switched: (character: string, segments: number, instead: number) =>
      `${character} makes this ${figure(segments)} segments instead of ${figure(instead)}.`,
    use: (plain: string) => `Use ${plain}`,
  },
  /** 12 */
  optedOut: {
    title: 'Opted out',
    how: (name: string, source: string, word: string | null, since: string) =>
      source === 'keyword'
        ? `${name} opted out ${word === null ? '' : `with ${word} `}on ${since}.`
        : source === 'provider-error'
          ? `${name} opted out at the carrier, which refused a text on ${since}.`
          : `${name} is recorded as opted out since ${since}.`,
    nobody: (line: string) => `Nobody can text this number from ${line}. They can return by texting START.`,
    history: 'See history',
    note: 'Write a note',
  },
  first: {
    title: 'New text',
    from: 'From',
    to: 'To',
    toHint: 'A number, or a name',
    found: 'Customers',
    template: 'Template',
    ownWords: 'Own words',
    body: 'Text',
    mayBeTexted: 'May be texted',
    optedOut: (since: string) => `Opted out on ${since}: nobody may text them from this line.`,
    blocked: 'This number is blocked.',
    notANumber: 'This is no telephone number yet.',
    send: 'Send',
    failed: 'The lines and templates',
    noChannels: 'There is no line to write on yet.',
    waits: 'The conversation waits for the answer, which comes back to you.',
    sent: 'Sent. The answer comes back to you.',
  },
} as const;
