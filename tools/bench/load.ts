import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { formOf, signatureOf } from '../product/twilio-text.ts';

/** Where signed texts go. */
export interface Target {
  /** The process that is asked. */
  readonly port: number;
  /** The address that the signature is made over. */
  readonly webhook: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly number: string;
}

export interface Answered {
  readonly sid: string;
  readonly customer: string;
  readonly status: number;
  /** Milliseconds from when it was due to the answer. */
  readonly latency: number;
  /** When it was due, in milliseconds of `performance.now()`. */
  readonly due: number;
}

/** So many customers, by their numbers: the first one's is the US number of this value. */
export interface Customers {
  readonly first: number;
  readonly count: number;
}
export const theCustomers = (count: number): Customers => ({ first: 14_252_000_000, count });
/** Nobody whose texts are measured. */
export const otherCustomers = (count: number): Customers => ({ first: 12_062_000_000, count });

/** Does something so many times at a fixed rate, whether or not earlier ones were answered. `due`: when it was its turn. */
export async function atRate<T>(
  perSecond: number,
  total: number,
  send: (index: number, due: number) => Promise<T>,
): Promise<T[]> {
  const start = performance.now();
  const under: Promise<T>[] = [];
  while (under.length < total) {
    const now = performance.now();
    for (
      let due = start + (under.length * 1000) / perSecond;
      under.length < total && due <= now + 1;
      due = start + (under.length * 1000) / perSecond
    ) {
      under.push(send(under.length, Math.min(due, now)));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(under);
}

/** Sends texts as Twilio does, over kept connections. Customers write in turn. */
export function sender(target: Target, connections: number, { first, count }: Customers) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'lifo' });
  const path = new URL(target.webhook).pathname;
  const run = randomBytes(8).toString('hex');

  const send = (index: number, due = performance.now()): Promise<Answered> => {
    const sid = `SM${run}${index.toString(16).padStart(16, '0')}`;
    const customer = `+${first + (index % count)}`;
    const form = formOf({
      sid,
      from: customer,
      to: target.number,
      body: 'hello '.repeat(20),
      accountSid: target.accountSid,
    });
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signatureOf(target.webhook, form, target.authToken),
    };
    return new Promise((resolve) => {
      const done = (status: number) => resolve({ sid, customer, status, latency: performance.now() - due, due });
      const asked = request(
        { agent, host: '127.0.0.1', port: target.port, path, method: 'POST', headers },
        (answer) => {
          answer.resume();
          answer.on('end', () => done(answer.statusCode ?? 0));
        },
      );
      asked.on('error', () => done(0));
      asked.end(new URLSearchParams(form).toString());
    });
  };

  return {
    /** As fast as it is taken: each connection sends the next one when the one before was answered. */
    async closedLoop(texts: number): Promise<Answered[]> {
      const answers: Answered[] = [];
      let next = 0;
      const worker = async () => {
        while (next < texts) answers.push(await send(next++));
      };
      await Promise.all(Array.from({ length: connections }, worker));
      return answers;
    },

    /** At a fixed rate, whether or not earlier ones were answered; latency counts from when a text was due, so a stall shows. */
    async openLoop(perSecond: number, seconds: number): Promise<Answered[]> {
      return atRate(perSecond, Math.round(perSecond * seconds), send);
    },
    stop: () => agent.destroy(),
  };
}
