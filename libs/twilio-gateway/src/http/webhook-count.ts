import { Injectable, Optional } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Refusal } from '#contracts';
import { Metrics } from '#platform';

export type WebhookKind = 'text' | 'status';

/** How the requests from Twilio end, for `/metrics`: forged ones and texts to numbers without a channel are seen there. */
@Injectable()
export class WebhookCount {
  private readonly webhooks: Counter<'kind' | 'outcome'>;

  constructor(@Optional() metrics?: Metrics) {
    this.webhooks = new Counter({
      name: 'parley_webhooks_total',
      help: 'Requests from Twilio by what they brought and how they ended: taken in, repeated, or the code of the refusal.',
      labelNames: ['kind', 'outcome'],
      registers: metrics ? [metrics.registry] : [],
    });
  }

  /** Does the work and counts how it ends: as `outcomeOf` its answer, as the code of its refusal, or as `broken`. */
  async of<T>(kind: WebhookKind, work: () => Promise<T>, outcomeOf: (answer: T) => string): Promise<T> {
    try {
      const answer = await work();
      this.webhooks.inc({ kind, outcome: outcomeOf(answer) });
      return answer;
    } catch (error) {
      this.webhooks.inc({ kind, outcome: error instanceof Refusal ? error.code : 'broken' });
      throw error;
    }
  }
}
