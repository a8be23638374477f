import type { CodeMeaning } from './error-codes.ts';

const reach =
  'Twilio could not bring texts here. See that the public address (PUBLIC_BASE_URL) can be reached from the internet and answers within 15 s. What is missing is fetched from its list.';
const certificate =
  'Twilio does not accept the certificate of the public address. See that it is valid, complete and of this host. What is missing is fetched from its list.';
const answer =
  'Twilio could not use our answer. See whether a proxy between Twilio and this product changes what it answers.';
const set =
  'The webhook of a number is not set as it should be. Look at its health, and connect it. What is missing is fetched from the list.';

const named = (title: string, advice: string) => ({ title, advice, reason: 'other', isOfWebhook: true }) as const;

/** Twilio's codes of webhooks that it could not bring us, or whose answer it could not use (twilio.md 4.2, 4.11). */
export const webhookCodes: Readonly<Record<string, CodeMeaning>> = {
  '11200': named('HTTP retrieval failure', reach),
  '11205': named('HTTP connection failure', reach),
  '11206': named('HTTP protocol violation', answer),
  '11210': named('HTTP bad host name', reach),
  '11215': named('HTTP too many redirects', reach),
  '11217': named('HTTP error status', reach),
  '11220': named('TLS handshake failed', certificate),
  '11235': named('Certificate not accepted', certificate),
  '11237': named('Certificate not accepted', certificate),
  '11243': named('Connection overrides not understood', set),
  '11321': named('Webhook not configured', set),
  '11750': named('Answer to the webhook too large', answer),
  '12100': named('Answer to the webhook is no XML', answer),
  '12200': named('Answer to the webhook is no TwiML', answer),
  '12300': named('Answer to the webhook of a wrong type', answer),
  '57012': named('Signature mismatch', set),
};
