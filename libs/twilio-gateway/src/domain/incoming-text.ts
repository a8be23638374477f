import { address, type Address, Refusal } from '#contracts';
import { decodedBody } from './encoded-body.ts';
import { field, type Form } from './form.ts';
import { filesIn, type IncomingFile } from './incoming-media.ts';

/** A customer's text as Twilio brought it. */
export interface IncomingText {
  readonly sid: string;
  readonly from: Address;
  readonly to: Address;
  readonly body: string;
  readonly segments: number;
  readonly files: readonly IncomingFile[];
  /** What Advanced Opt-Out took it for, where it is on: `STOP`, `START` or `HELP`. */
  readonly optOutType?: string | undefined;
  /** The Messaging Service that our number is in, where it is in one. */
  readonly pool?: string | undefined;
}

const poolSid = /^MG[0-9A-Za-z]{1,62}$/;
export const textSid = /^[A-Z]{2}[0-9A-Za-z]{1,62}$/;

/**
 * Reads a signed form loosely, as Twilio adds fields without notice (twilio.md 4.1). Refused as `unreadable` only where the text could not
 * be told from another one or not be answered: no SID, no sender.
 */
export function readText(form: Form): IncomingText {
  const sid = field(form, 'MessageSid');
  if (sid === undefined || !textSid.test(sid))
    throw new Refusal('unreadable', 'The text has no MessageSid.', 'MessageSid');
  const segments = Number(field(form, 'NumSegments'));
  return {
    sid,
    from: party(form, 'From'),
    to: party(form, 'To'),
    body: storable(decodedBody(field(form, 'Body') ?? '')),
    segments: Number.isSafeInteger(segments) && segments > 0 ? segments : 0,
    files: filesIn(form, sid),
    optOutType: field(form, 'OptOutType'),
    pool: poolIn(field(form, 'MessagingServiceSid')),
  };
}

/** A Messaging Service, where this is the SID of one. */
export const poolIn = (sid: string | null | undefined): string | undefined => poolSid.exec(sid ?? '')?.[0];

function party(form: Form, name: 'From' | 'To'): Address {
  const read = address.safeParse(field(form, name));
  if (!read.success) throw new Refusal('unreadable', `${name} is not an address that texts come from or go to.`, name);
  return read.data;
}

/** Nothing that a database or another program would choke on: U+0000 and lone surrogates become U+FFFD (decisions F). */
export const storable = (text: string): string => text.replace(/\u0000|\p{Surrogate}/gu, '\uFFFD');
