import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Registry } from 'prom-client';
import { Broker, Databases } from '#event-bus';
import { Allow } from '#identity';
import { Metrics } from './metrics.ts';

@ApiTags('process')
@Controller('metrics')
@Allow('administrator')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    broker: Broker,
    databases: Databases,
  ) {
    watch(metrics, broker, databases);
  }

  @Get()
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  @ApiOperation({
    summary: 'Numbers of this process',
    description: 'For Prometheus, which signs in with client credentials like any script.',
  })
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, description: 'Prometheus text format.', schema: { type: 'string' } })
  show(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}

/** What waits and what failed: the numbers that show every failure of this design (house.md 10). */
function watch(metrics: Metrics, broker: Broker, databases: Databases): void {
  const backlogs = [
    ['parley_outbox_events', 'Events that have not left yet.', 'outbox'],
    ['parley_outbox_oldest_seconds', 'Age of the oldest event that has not left yet.', 'oldestSeconds'],
    ['parley_set_aside_events', 'Failed events that will be tried again (in-process broker).', 'setAside'],
    ['parley_failed_timers', 'Timers that failed at every attempt.', 'failedTimers'],
  ] as const;
  for (const [name, help, key] of backlogs) {
    metrics.gauge(name, help, ['service'], async (gauge) => {
      const read = [...databases].map(async ([service, database]) => {
        gauge.set({ service }, (await database.backlog())[key]);
      });
      // a database that is away says nothing; the others do
      await Promise.allSettled(read);
    });
  }
  metrics.gauge('parley_dead_letters', 'Events that failed for good.', ['subscription'], async (gauge) => {
    for (const [subscription, count] of await broker.deadLetters.count()) gauge.set({ subscription }, count);
  });
  metrics.gauge('parley_broker_reachable', '1 while events can be published.', [], (gauge) => {
    gauge.set(broker.reachable ? 1 : 0);
  });
}
