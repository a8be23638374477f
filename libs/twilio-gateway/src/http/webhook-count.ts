import { Counter } from 'prom-client';
import { Refusal } from '#contracts';

const webhooks = new Counter({
  name: 'parley_webhooks_total',
  help: 'Requests from Twilio by what they brought and how they ended.',
  labelNames: ['kind', 'outcome'],
});
export type WebhookKind = 'text' | 'status';

/** Counts how each request ends: what `work` answers, or the code of its refusal, or `broken`. */
export async function counted<T>(
  kind: WebhookKind,
  work: () => Promise<T>,
  outcomeOf: (answer: T) => string,
): Promise<T> {
  try {
    const answer = await work();
    webhooks.inc({ kind, outcome: outcomeOf(answer) });
    return answer;
  } catch (error) {
    webhooks.inc({ kind, outcome: error instanceof Refusal ? error.code : 'broken' });
    throw error;
  }
}
