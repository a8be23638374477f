import sdk from 'twilio';
import type { Address } from '#contracts';
import { type Answer, readFailure } from './domain/provider-codes.ts';
import type { OpenedAccount } from './opened-account.ts';
import { TwilioRequests } from './twilio-requests.ts';

/**
 * A text to hand over: from a number, through a Messaging Service, or both. `validityPeriod` in seconds: how long the carrier may hold it.
 */
export interface OutgoingText {
  readonly from?: Address;
  readonly messagingServiceSid?: string;
  readonly to: Address;
  /** Left out where only files go. */
  readonly body?: string;
  /** Where Twilio fetches the files that go along. */
  readonly mediaUrl?: string[];
  readonly statusCallback: string;
  readonly validityPeriod: number;
}

/** Twilio's REST interface. Its errors carry credentials and phone numbers, so none of them leaves this file. */
export class Twilio {
  private readonly requests: TwilioRequests;

  /** `api` is Twilio's address without a slash at the end; an answer later than `answerWithinMs` counts as none. */
  constructor(settings: { readonly twilioApi: string; readonly answerWithinMs: number }) {
    this.requests = new TwilioRequests(settings.twilioApi, {
      answerWithinMs: settings.answerWithinMs,
      maxSockets: 100,
    });
  }

  /** Asks once, with this account's credentials. Never throws: whatever is not clearly a yes, a no or a "not now" is no answer. */
  async send(account: OpenedAccount, text: OutgoingText): Promise<Answer> {
    const { username, password } = account.sendingCredentials();
    try {
      const client = sdk(username, password, {
        accountSid: account.accountSid,
        httpClient: this.requests,
        logLevel: 'none',
        autoRetry: false,
      });
      const { sid } = await client.messages.create({ ...text });
      return typeof sid === 'string' ? { kind: 'accepted', providerSid: sid } : { kind: 'no-answer', errorCode: null };
    } catch (error) {
      return readError(error);
    }
  }
}

interface Thrown {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

function readError(error: unknown): Answer {
  const { status, code } = error as Thrown;
  if (typeof status === 'number') return readFailure(status, typeof code === 'number' ? code : undefined);
  return { kind: neverOpened(error) ? 'not-now' : 'no-answer', errorCode: null };
}

const handshake = /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/;

/** Whether the connection was never there: the name, the way or the handshake failed, so nothing can have been executed. */
function neverOpened(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, syscall, cause, errors } = error as Thrown;
  if (syscall === 'connect' || syscall === 'getaddrinfo' || code === 'ECONNREFUSED') return true;
  if (typeof code === 'string' && handshake.test(code)) return true;
  if (Array.isArray(errors) && errors.length > 0) return errors.every(neverOpened);
  return neverOpened(cause);
}
