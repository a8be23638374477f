import type { ConversationView } from '#contracts';

const without = {
  title: 'Close without ending?',
  body: (name: string, within: string | null) =>
    `${name} moves to Waiting and returns to you if they write${within === null ? '' : ` within ${within}`}.`,
};
const whole = {
  title: 'Close this conversation?',
  body: (name: string) => `What ${name} writes after that begins another conversation.`,
};

/** The words of the question before a session is closed by its X, and of an end that is held. */
export const closingWords = {
  /** 7, what follows how long it is held */
  gets: (name: string, text: string | null) =>
    text === null ? `${name} gets no text.` : `${name} gets “${text}”${/[.!?…]$/.test(text) ? '' : '.'}`,
  /** Message 6, and what is asked where nothing is left to end. */
  asked: (status: ConversationView['status']) => (status === 'wrap-up' ? whole : without),
  endInstead: 'End instead',
} as const;
