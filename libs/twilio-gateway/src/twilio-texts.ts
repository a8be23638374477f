import sdk from 'twilio';
import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message.js';
import type { Address } from '#contracts';
import type { ListedText } from './domain/listed-text.ts';
import { readFailure } from './domain/provider-codes.ts';
import type { Window } from './domain/reconciliation.ts';
import type { OpenedAccount } from './opened-account.ts';
import { TwilioRequests } from './twilio-requests.ts';

/** Which texts are asked for: those to a number, or those from it. */
export type Parties = { readonly to: Address } | { readonly from: Address };

/** Texts of the list, newest first. */
export interface Listed {
  readonly kind: 'listed';
  readonly texts: readonly ListedText[];
  /** Asks for the older ones that this page has no room for; null where there are none. */
  readonly older: (() => Promise<Listed | NotListed>) | null;
}

/** No list, and Twilio's code where it gave one. `refused`: asking again changes nothing until somebody acts. */
export interface NotListed {
  readonly kind: 'refused' | 'no-answer';
  readonly errorCode: string | null;
}

/** The most that Twilio puts on one page. */
const pageSize = 1000;
/** More pages of texts to one customer than this are not read. */
const mostRecentPages = 20;

interface Page {
  readonly instances: readonly MessageInstance[];
  readonly nextPageUrl?: string;
  nextPage(): Promise<Page> | undefined;
}

/**
 * What Twilio remembers of texts, which it keeps for months. Its errors carry credentials and phone numbers, so none of them leaves this
 * file; nothing here throws.
 */
export class TwilioTexts {
  private readonly requests: TwilioRequests;

  /** An answer later than `answerWithinMs` counts as none. */
  constructor({ twilioApi, answerWithinMs }: { readonly twilioApi: string; readonly answerWithinMs: number }) {
    this.requests = new TwilioRequests(twilioApi, { answerWithinMs, maxSockets: 4 });
  }

  /** The newest texts of this window. A second more is asked for at either end: nobody writes whether Twilio includes the ends. */
  list(account: OpenedAccount, parties: Parties, { from, to }: Window): Promise<Listed | NotListed> {
    const [dateSentAfter, dateSentBefore] = [new Date(from.getTime() - 1000), new Date(to.getTime() + 1000)];
    return page(() => this.as(account).messages.page({ ...parties, dateSentAfter, dateSentBefore, pageSize }));
  }

  /**
   * Every text to this customer since then, from this number where one is given, also those that have not left yet: without a filter by
   * time, which would leave these out. `too-many` where that is more than a conversation can be.
   */
  async recent(
    account: OpenedAccount,
    parties: { readonly to: Address; readonly from?: Address },
    since: Date,
  ): Promise<ListedText[] | NotListed> {
    const texts: ListedText[] = [];
    let answer = await page(() => this.as(account).messages.page({ ...parties, pageSize: 50 }));
    for (let pages = 1; ; pages += 1) {
      if (answer.kind !== 'listed') return answer;
      texts.push(...answer.texts.filter(({ at }) => at >= since));
      // newest first, by the time at which they left or were made
      if (!answer.older || answer.texts.every(({ at }) => at < since)) return texts;
      if (pages === mostRecentPages) return { kind: 'refused', errorCode: 'too-many' };
      answer = await answer.older();
    }
  }

  /** One text by its SID; null where Twilio has none. */
  async look(account: OpenedAccount, sid: string): Promise<ListedText | null | NotListed> {
    try {
      return shown(await this.as(account).messages(sid).fetch()) ?? null;
    } catch (error) {
      return (error as { status?: unknown }).status === 404 ? null : readError(error);
    }
  }

  private as(account: OpenedAccount) {
    const { username, password } = account.credentials();
    return sdk(username, password, { httpClient: this.requests, logLevel: 'none', autoRetry: false });
  }
}

async function page(ask: () => Promise<Page | undefined>): Promise<Listed | NotListed> {
  try {
    const answer = await ask();
    if (!answer) return { kind: 'no-answer', errorCode: null };
    const texts = answer.instances.flatMap((text) => shown(text) ?? []);
    return { kind: 'listed', texts, older: answer.nextPageUrl ? () => page(async () => answer.nextPage()) : null };
  } catch (error) {
    return readError(error);
  }
}

/** What an error of the SDK says; nothing of it leaves here but the code. */
export function readError(error: unknown): NotListed {
  const { status, code } = error as { readonly status?: unknown; readonly code?: unknown };
  if (typeof status !== 'number') return { kind: 'no-answer', errorCode: null };
  const read = readFailure(status, typeof code === 'number' ? code : undefined);
  const errorCode = read.kind === 'accepted' ? null : read.errorCode;
  return { kind: read.kind === 'refused' ? 'refused' : 'no-answer', errorCode };
}

/** Read loosely, so that nothing is lost for what it lacks. Without a SID or a time it is none. */
function shown(text: MessageInstance): ListedText | undefined {
  const at = [text.dateSent, text.dateCreated].find((date) => date instanceof Date && !Number.isNaN(date.getTime()));
  if (typeof text.sid !== 'string' || at === undefined) return undefined;
  const segments = Number(text.numSegments);
  return {
    sid: text.sid,
    direction: String(text.direction),
    from: String(text.from),
    to: String(text.to),
    body: String(text.body ?? ''),
    segments: Number.isSafeInteger(segments) && segments > 0 ? segments : 0,
    files: Number(text.numMedia) || 0,
    service: text.messagingServiceSid || null,
    status: String(text.status),
    errorCode: Number.isSafeInteger(text.errorCode) ? text.errorCode : null,
    at,
  };
}
