import { Refusal } from '#contracts';
import type { Observation } from './delivery.ts';
import { field, type Form } from './form.ts';
import { storable } from './incoming-text.ts';
import { stateOfWord } from './twilio-words.ts';

/** What a status callback says of an outgoing text, with Twilio's own word. */
export interface StatusReport extends Observation {
  readonly word: string;
}

/** Reads a signed status callback (twilio.md 4.4). Refused as `unreadable` only where it names no status. */
export function readStatus(form: Form): StatusReport {
  const word = storable(field(form, 'MessageStatus') ?? field(form, 'SmsStatus') ?? '').slice(0, 40);
  if (word === '') throw new Refusal('unreadable', 'The callback has no MessageStatus.', 'MessageStatus');
  const sid = field(form, 'MessageSid');
  const code = field(form, 'ErrorCode');
  return {
    word,
    state: stateOfWord(word),
    providerSid: sid !== undefined && /^[A-Z]{2}[0-9A-Za-z]{1,62}$/.test(sid) ? sid : null,
    errorCode: code !== undefined && /^[1-9]\d{0,9}$/.test(code) ? code : null,
  };
}
