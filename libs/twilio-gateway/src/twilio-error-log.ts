import sdk from 'twilio';
import type { AlertInstance } from 'twilio/lib/rest/monitor/v1/alert.js';
import type { LoggedError } from './domain/error-log.ts';
import type { OpenedAccount } from './opened-account.ts';
import { TwilioRequests } from './twilio-requests.ts';
import { type NotListed, readError } from './twilio-texts.ts';

/** The most that Twilio puts on one page. */
const pageSize = 1000;
/** More than so many pages at once say nothing more. */
const mostPages = 20;

interface Page {
  readonly instances: readonly AlertInstance[];
  nextPage(): Promise<Page> | undefined;
}

/** What Twilio wrote down of an account that went wrong (its Monitor Alerts, twilio.md 4.10). Nothing here throws. */
export class TwilioErrorLog {
  private readonly requests: TwilioRequests;

  /** An answer later than `answerWithinMs` counts as none. */
  constructor({ twilioApi, answerWithinMs }: { readonly twilioApi: string; readonly answerWithinMs: number }) {
    this.requests = new TwilioRequests(twilioApi, { answerWithinMs, maxSockets: 2 });
  }

  /** What it wrote down in this time, the latest first. `refused`: these credentials may not read it. */
  async read(
    account: OpenedAccount,
    { from, to }: { readonly from: Date; readonly to: Date },
  ): Promise<readonly LoggedError[] | NotListed> {
    const { username, password } = account.credentials();
    const client = sdk(username, password, { httpClient: this.requests, logLevel: 'none', autoRetry: false });
    const entries: LoggedError[] = [];
    // times are asked for in whole seconds, and the second under way counts
    const endDate = new Date(to.getTime() + 1000);
    try {
      let page: Page | undefined = await client.monitor.v1.alerts.page({ startDate: from, endDate, pageSize });
      for (let pages = 0; page && pages < mostPages; pages += 1) {
        entries.push(...page.instances.flatMap(shown));
        page = await page.nextPage();
      }
      return entries;
    } catch (error) {
      return readError(error);
    }
  }
}

function shown({ sid, errorCode, resourceSid, requestUrl, dateGenerated, dateCreated }: AlertInstance): LoggedError[] {
  const at = [dateGenerated, dateCreated].find((date) => date instanceof Date && !Number.isNaN(date.getTime()));
  if (typeof sid !== 'string' || at === undefined) return [];
  return [{ sid, errorCode: String(errorCode ?? ''), about: resourceSid ?? '', url: requestUrl ?? '', at }];
}
