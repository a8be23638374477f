import { field, type Form } from './form.ts';

/** A file of a customer's text as Twilio told of it. */
export interface IncomingFile {
  /** Twilio's SID of it; null where it is not known yet, or where its address is not one of this text's. */
  readonly sid: string | null;
  readonly contentType: string | null;
}

/** More files than a text can have are not believed (twilio.md 4.8). */
const most = 10;
const fileSid = /^ME[0-9A-Za-z]{1,62}$/;
const contentType = /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,60}$/;

/**
 * Every file of a signed form. Of an address only the SID is taken, and only where the address is that of a file of this very text of this
 * account: what is asked is always Twilio's own interface, never the host that a form names.
 */
export function filesIn(form: Form, textSid: string): readonly IncomingFile[] {
  const accountSid = field(form, 'AccountSid') ?? '';
  return Array.from({ length: countOf(field(form, 'NumMedia')) }, (_, index) => ({
    sid: sidIn(field(form, `MediaUrl${index}`) ?? '', accountSid, textSid),
    contentType: typeIn(field(form, `MediaContentType${index}`)),
  }));
}

/** So many files, of which nothing else is known. */
export const unknownFiles = (count: number): readonly IncomingFile[] =>
  Array.from({ length: countOf(String(count)) }, () => ({ sid: null, contentType: null }));

function countOf(told: string | undefined): number {
  const count = Number(told);
  return Number.isSafeInteger(count) && count > 0 ? Math.min(count, most) : 0;
}

function sidIn(address: string, accountSid: string, textSid: string): string | null {
  const path = URL.canParse(address) ? new URL(address).pathname : '';
  const [, , accounts, account, messages, text, media, sid = '', ...more] = path.split('/');
  const isOurs = accounts === 'Accounts' && account === accountSid && messages === 'Messages' && text === textSid;
  return isOurs && media === 'Media' && more.length === 0 && fileSid.test(sid) ? sid : null;
}

/** A content type without its parameters; null where this is none. */
export const typeIn = (told: string | null | undefined): string | null =>
  contentType.exec((told ?? '').split(';', 1)[0]!.trim().toLowerCase())?.[0] ?? null;
