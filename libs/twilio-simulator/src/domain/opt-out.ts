/** Kinds of numbers, as the product names them. */
export type NumberKind = 'long-code' | 'toll-free' | 'short-code';

export type Consent = Readonly<{
  change: 'block' | 'restore' | null;
  /** What Twilio or the network texts back by itself; null when it stays silent. */
  reply: string | null;
  /** What the webhook says when Advanced Opt-Out is on. */
  optOutType: 'STOP' | 'START' | 'HELP' | null;
}>;

const stop = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
const start = ['START', 'YES', 'UNSTOP'];
const help = ['HELP', 'INFO'];
const nothing: Consent = { change: null, reply: null, optOutType: null };

const words = {
  'long-code': {
    stop: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
    start:
      'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
    help: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  },
  'toll-free': {
    stop: 'NETWORK MSG: You replied with the word "stop" which blocks all texts sent from this number. Text back "unstop" to receive messages again.',
    start: 'NETWORK MSG: You have replied "unstop" and will begin receiving messages again from this number.',
    help: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  },
};

/**
 * What Twilio does by itself with a text that is one keyword (twilio.md 4.9, product.md 30). The whole text must be the
 * word. Short codes are left to the application; toll-free returns by START or UNSTOP only and helps only who is not blocked.
 */
export function consentFor(body: string, kind: NumberKind, blocked: boolean): Consent {
  if (kind === 'short-code') return nothing;
  const word = body.trim().toUpperCase();
  const say = words[kind];
  if (stop.includes(word)) return { change: 'block', reply: blocked ? null : say.stop, optOutType: 'STOP' };
  if (start.includes(word)) {
    const restores = blocked && (kind === 'long-code' || word !== 'YES');
    return { change: restores ? 'restore' : null, reply: restores ? say.start : null, optOutType: 'START' };
  }
  if (help.includes(word)) return { change: null, reply: blocked ? null : say.help, optOutType: 'HELP' };
  return nothing;
}
