import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const seconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The numbers of this process, for Prometheus. */
export class Metrics {
  readonly registry = new Registry();
  readonly http = new Histogram({
    name: 'parley_http_request_seconds',
    help: 'HTTP requests by route and status; unknown addresses are one route.',
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
    registers: [this.registry],
  });
  readonly units = new Histogram({
    name: 'parley_unit_seconds',
    help: 'Units of work other than requests: events by subscription, timers by kind, loops by name.',
    labelNames: ['door', 'name', 'outcome'],
    buckets: seconds,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A number that is looked up when somebody asks for it. What `read` throws leaves the number out. */
  gauge(name: string, help: string, labelNames: string[], read: (gauge: Gauge) => void | Promise<void>): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        this.reset();
        await Promise.resolve(read(this)).catch(() => this.reset());
      },
    });
  }
}
