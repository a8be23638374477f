import { Injectable, Optional } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '#platform';
import type { Finding } from './domain/look-up.ts';

/** What looking for texts in doubt came to, for `/metrics`. */
@Injectable()
export class LookUpCount {
  private readonly looked: Counter<'found'>;

  constructor(@Optional() metrics?: Metrics) {
    this.looked = new Counter({
      name: 'parley_doubtful_texts_total',
      help: 'Texts in doubt that were looked for: found at Twilio, not there and sent again, later once more, or never to be decided.',
      labelNames: ['found'],
      registers: metrics ? [metrics.registry] : [],
    });
  }

  add(found: Finding['kind']): void {
    this.looked.inc({ found });
  }
}
