import { Injectable, Optional } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Database } from '#event-bus';
import { Metrics } from '#platform';
import { reconciliations, type Standing } from './storage/reconciliations.ts';

/** What comparing with Twilio's list found, and how it stands, for `/metrics`. */
@Injectable()
export class ReconciliationCount {
  private readonly found: Counter<'what'>;

  constructor(
    private readonly database: Database,
    @Optional() metrics?: Metrics,
  ) {
    this.found = new Counter({
      name: 'parley_recovered_total',
      help: "What was found in Twilio's list: customers' texts that were missing, states of ours, and texts that nobody could answer.",
      labelNames: ['what'],
      registers: metrics ? [metrics.registry] : [],
    });
    if (metrics) this.show(metrics);
  }

  add(what: 'text' | 'state' | 'unreadable', howMany: number): void {
    if (howMany > 0) this.found.inc({ what }, howMany);
  }

  private show(metrics: Metrics): void {
    const gauge = (name: string, help: string, read: (standing: Standing, now: Date) => number) =>
      metrics.gauge(name, help, ['direction'], async (gauge) => {
        const standings = await this.database.read((manager) => reconciliations({ manager }).standing());
        const now = this.database.now();
        for (const standing of standings) gauge.set({ direction: standing.direction }, read(standing, now));
      });
    const seconds = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000;
    gauge(
      'parley_reconciliation_mark_age_seconds',
      "Everything before this was compared with Twilio's list, for every number.",
      ({ mark }, now) => seconds(mark, now),
    );
    gauge(
      'parley_reconciliation_age_seconds',
      'How long ago the number that waits longest was compared; -1: never.',
      ({ comparedAt }, now) => (comparedAt ? seconds(comparedAt, now) : -1),
    );
    gauge('parley_reconciliation_failing', 'Numbers whose texts Twilio does not list.', ({ failing }) => failing);
  }
}
