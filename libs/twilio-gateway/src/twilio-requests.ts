import sdk from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';

const realApi = 'https://api.twilio.com';
const realHost = /^https:\/\/(api|messaging|monitor)\.twilio\.com(?=\/)/;

interface Settings {
  /** An answer later than this counts as none. */
  readonly answerWithinMs: number;
  readonly maxSockets: number;
  /** All answers together have so long; what is asked after that is not asked. Usual: no limit. */
  readonly allWithinMs?: number;
  /** Whether a request that was refused as one too many (429), and so not executed, is made again: three times, within seconds. */
  readonly repeats?: boolean;
}

/** The SDK's own HTTP client, asking another server where `api` names one. It follows no redirects. */
export class TwilioRequests extends sdk.RequestClient {
  private readonly endsAt: number;

  constructor(
    private readonly api: string,
    private readonly settings: Settings,
  ) {
    const { answerWithinMs, maxSockets, repeats = false } = settings;
    super({ timeout: answerWithinMs, autoRetry: repeats, maxSockets });
    this.endsAt = performance.now() + (settings.allWithinMs ?? Infinity);
  }

  override async request<Data>(options: RequestClient.RequestOptions<Data>) {
    const left = Math.floor(this.endsAt - performance.now());
    if (left <= 0) throw new Error('There is no time left to ask Twilio.');
    const timeout = Math.min(options.timeout ?? this.settings.answerWithinMs, left);
    return super.request<Data>({ ...options, timeout, uri: this.addressOf(options.uri) });
  }

  private addressOf(uri: string): string {
    return this.api === realApi ? uri : uri.replace(realHost, this.api);
  }
}
