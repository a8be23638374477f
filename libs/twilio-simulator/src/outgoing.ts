import type { Account } from './accounts.ts';
import { type Fault, find, listedAt } from './domain/faults.ts';
import {
  become,
  courseOf,
  mayBecome,
  type Message,
  type MessageStatus,
  type Outcome,
  type Pace,
  reportsAfter,
  type Step,
} from './domain/message.ts';
import { extraParameters, reportParameters } from './domain/parameters.ts';
import { endingText } from './domain/refusals.ts';
import { segmentsOf } from './domain/segments.ts';
import { judge } from './domain/sending.ts';
import { fetchMedia } from './fetch-media.ts';
import { spoken } from './spoken.ts';
import type { World } from './world.ts';

/** A text Twilio has taken and is about to send. */
export type Draft = Readonly<{
  from: string;
  to: string;
  body: string;
  mediaUrls: readonly string[];
  serviceSid: string | null;
  statusCallback: string | null;
  first: 'queued' | 'accepted' | 'scheduled';
  sendAt: Date | null;
  direction: 'outbound-api' | 'outbound-reply';
}>;

export type Accepted = Readonly<{
  message: Message;
  faults: readonly Fault[];
  /** Settles when the text has ended and all its reports were answered or given up. */
  ended: Promise<void>;
}>;

const slowMs = 15_000;

/** Texts on their way from Parley to a phone. */
export class Outgoing {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** Accepts a text and sets out with it. */
  accept(account: Account, draft: Draft): Accepted {
    const { world } = this;
    const now = world.clock.now();
    const faults = world.faults.strike('delivery', { account: account.sid, number: draft.from, customer: draft.to });
    const message: Message = {
      sid: world.chance.sid(draft.mediaUrls.length > 0 ? 'MM' : 'SM'),
      accountSid: account.sid,
      direction: draft.direction,
      from: draft.from,
      to: draft.to,
      body: draft.body,
      media: [],
      segments: segmentsOf(draft.body),
      status: draft.first,
      errorCode: null,
      serviceSid: draft.serviceSid,
      statusCallback: draft.statusCallback,
      createdAt: now,
      sentAt: null,
      updatedAt: now,
      listedAt: listedAt(now, faults),
    };
    world.messages.put(message);
    const ended = world.tasks.follow(this.send(account, message, draft, faults));
    return { message, faults, ended };
  }

  /** A text written in TwiML, or by the provider itself: refused like any other, but nobody is told. */
  reply(account: Account, from: string, to: string, body: string, mediaUrls: readonly string[] = []): void {
    const { world } = this;
    const request = { from, to, body, mediaUrls, serviceSid: '', statusCallback: '', scheduleType: '', sendAt: '' };
    const verdict = judge(request, {
      senderOf: (number) => account.numbers.get(number),
      numbersOf: () => undefined,
      isBlocked: (number, customer) => world.isBlocked(number, customer),
      now: world.clock.now(),
    });
    if (verdict.refused !== null) {
      const sentence = `The reply to ${spoken(to)} in the answer to a webhook is dropped: ${endingText(verdict.refused)}.`;
      const about = { account: account.sid, number: from, customer: to };
      world.log.write({ ...about, kind: 'delivery', went: 'wrong', sentence, code: verdict.refused });
      return;
    }
    const rest = { serviceSid: null, statusCallback: null, first: verdict.first, sendAt: null } as const;
    this.accept(account, { from, to, body, mediaUrls, direction: 'outbound-reply', ...rest });
  }

  private async send(account: Account, message: Message, draft: Draft, faults: readonly Fault[]): Promise<void> {
    const { world } = this;
    if (draft.sendAt) await world.tasks.wait(draft.sendAt.getTime() - world.clock.now().getTime());
    const isComplete = draft.mediaUrls.length === 0 || (await this.fetchAll(message, draft.mediaUrls));
    const outcome: Outcome = isComplete ? outcomeOf(faults) : { status: 'failed', code: 11751 };
    await this.follow(account, message, courseOf(message.status, outcome, paceOf(world.pace, outcome, faults)), faults);
  }

  /** Takes the text through its states, one timer after the other, and reports each; reports of one text wait for one another. */
  private follow(account: Account, { sid }: Message, course: readonly Step[], faults: readonly Fault[]): Promise<void> {
    const troubles = {
      missing: find(faults, 'callback-missing') !== undefined,
      outOfOrder: find(faults, 'callback-out-of-order') !== undefined,
      twice: find(faults, 'callback-twice') !== undefined,
    };
    return new Promise((resolve) => {
      let reports = Promise.resolve();
      const take = (index: number) => {
        const step = course[index];
        if (!step) return void reports.then(resolve);
        this.world.tasks.after(step.afterMs, () => {
          const message = this.reach(account, sid, step, index === course.length - 1);
          if (!message) return void reports.then(resolve);
          for (const { status, errorCode } of reportsAfter(index, course, troubles)) {
            reports = reports.then(() => this.report(account, message, status, errorCode, faults));
          }
          take(index + 1);
        });
      };
      take(0);
    });
  }

  /** Moves the text on; undefined when it was cancelled, removed or forgotten meanwhile. */
  private reach(account: Account, sid: string, step: Step, isLast: boolean): Message | undefined {
    const { world } = this;
    const before = world.messages.find(account.sid, sid);
    if (!before || !mayBecome(before.status, step.status)) return undefined;
    const message = become(before, step.status, world.clock.now(), step.errorCode);
    world.messages.put(message);
    if (isLast) this.end(message);
    return message;
  }

  private end(message: Message): void {
    const { world } = this;
    const about = { account: message.accountSid, number: message.from, customer: message.to, sid: message.sid };
    if (message.status === 'delivered' || message.status === 'sent') {
      world.phones.put(message.to, {
        sid: message.sid,
        direction: 'received',
        number: message.from,
        body: message.body,
        media: world.messages.mediaOf(message).map(({ sid, contentType }) => ({ sid, contentType })),
        at: message.updatedAt.toISOString(),
        state: 'received',
      });
      const unsaid = message.status === 'sent' ? ' The carrier does not say so.' : '';
      const sentence = `A text arrives at ${spoken(message.to)}.${unsaid}`;
      world.log.write({ ...about, kind: 'delivery', went: 'well', sentence, state: message.status });
    } else {
      const code = message.errorCode ?? 30008;
      const sentence = `A text to ${spoken(message.to)} ends as ${message.status}: ${endingText(code)}.`;
      world.log.write({ ...about, kind: 'delivery', went: 'wrong', sentence, state: message.status, code });
    }
  }

  private async report(
    account: Account,
    message: Message,
    status: MessageStatus,
    errorCode: number | null,
    faults: readonly Fault[],
  ): Promise<void> {
    if (!message.statusCallback) return;
    const extra = find(faults, 'extra-parameters') ? extraParameters : [];
    await this.world.webhooks.call({
      kind: 'callback',
      account,
      address: message.statusCallback,
      method: 'POST',
      parameters: [...reportParameters(message, status, errorCode), ...extra],
      says: `“${status}” is reported for the text to ${spoken(message.to)}`,
      about: { number: message.from, customer: message.to, sid: message.sid, state: status },
      isForged: find(faults, 'bad-signature') !== undefined,
    });
  }

  /** Fetches the pictures as Twilio does before it sends. False when one cannot be had. */
  private async fetchAll(message: Message, urls: readonly string[]): Promise<boolean> {
    const { world } = this;
    const fetched = await Promise.all(urls.map((url) => fetchMedia(url)));
    const now = world.clock.now();
    const media = fetched.flatMap((file) => {
      if (!file) return [];
      const sid = world.chance.sid('ME');
      return [{ ...file, sid, accountSid: message.accountSid, messageSid: message.sid, createdAt: now, readyAt: now }];
    });
    for (const file of media) world.messages.putMedia(file);
    const current = world.messages.find(message.accountSid, message.sid);
    if (current) world.messages.put({ ...current, media: media.map(({ sid }) => sid) });
    return media.length === urls.length;
  }
}

function outcomeOf(faults: readonly Fault[]): Outcome {
  const asked = find(faults, 'outcome');
  if (!asked) return { status: 'delivered', code: null };
  const isGood = asked.status === 'delivered' || asked.status === 'sent';
  return { status: asked.status, code: isGood ? null : (asked.code ?? 30008) };
}

function paceOf(pace: Pace, outcome: Outcome, faults: readonly Fault[]): Pace {
  const slow = find(faults, 'slow');
  if (!slow) return pace;
  const ms = slow.ms ?? slowMs;
  const endsAtSending = outcome.status === 'failed' || outcome.status === 'sent';
  return endsAtSending ? { ...pace, sendingMs: pace.sendingMs + ms } : { ...pace, sentMs: pace.sentMs + ms };
}
