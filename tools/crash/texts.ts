import { randomBytes } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import type { SetUp } from '../product/set-up.ts';
import { postText } from '../product/twilio-text.ts';

export interface Load {
  /** The area code they write from, so that the customers of two loads are different people. */
  readonly areaCode: number;
  readonly customers: number;
  readonly textsEach: number;
  /** How many customers write at the same time. */
  readonly atOnce: number;
  /** Pause of a customer between two texts, in milliseconds. */
  readonly pauseMs: number;
  /** Share of texts that Twilio delivers twice. */
  readonly doubled: number;
}

export interface Written {
  /** The customer's texts in the order written, each answered 200. */
  readonly byCustomer: ReadonlyMap<string, readonly string[]>;
  /** How often a text had to be tried again, by what was answered. */
  readonly refusals: Readonly<Record<number, number>>;
}

/**
 * Customers who write one text after the other: the next one only when the one before was answered 200. A text that was not taken is
 * tried again with the same SID, as Twilio's retries and its fallback do; some are delivered twice although they were taken.
 */
export function writeTexts(
  { webhook, accountSid, authToken, number }: SetUp,
  load: Load,
): { readonly answered: () => number; readonly done: Promise<Written> } {
  const byCustomer = new Map<string, string[]>();
  const refusals: Record<number, number> = {};
  let answered = 0;

  const deliver = async (sid: string, from: string, body: string) => {
    for (;;) {
      const status = await postText(webhook, { sid, from, to: number, body, accountSid }, authToken);
      if (status === 200) return;
      refusals[status] = (refusals[status] ?? 0) + 1;
      await pass(200);
    }
  };
  const customer = async (index: number) => {
    const from = `+1${load.areaCode}${2_000_000 + index}`;
    const texts: string[] = [];
    byCustomer.set(from, texts);
    for (let n = 0; n < load.textsEach; n += 1) {
      const sid = `SM${randomBytes(16).toString('hex')}`;
      const body = `text ${n + 1} of customer ${index}`;
      await deliver(sid, from, body);
      texts.push(body);
      answered += 1;
      if ((index * load.textsEach + n) % Math.round(1 / load.doubled) === 0) await deliver(sid, from, body);
      await pass(load.pauseMs);
    }
  };
  const run = async () => {
    let next = 0;
    await Promise.all(
      Array.from({ length: load.atOnce }, async () => {
        while (next < load.customers) await customer(next++);
      }),
    );
    return { byCustomer, refusals };
  };
  return { answered: () => answered, done: run() };
}
