import { type DynamicModule, Module, type OnApplicationShutdown, type Type } from '@nestjs/common';
import type { OnlyProcess } from '#event-bus';
import { IdentityModule } from '#identity';
import { ApiDocument, docsController } from './docs.controller.ts';
import { type Foundation, provided } from './foundation.ts';
import { HealthController, type Needs, Readiness } from './health.controller.ts';
import { httpDoors } from './http-doors.ts';
import { MetricsController } from './metrics.controller.ts';

interface Settings {
  readonly needs: Needs;
  readonly openDocs: boolean;
  /** Held until everything else has ended. */
  readonly only?: OnlyProcess | undefined;
}

/** Ends last, or another process would begin while this one still works. */
class Alone implements OnApplicationShutdown {
  constructor(private readonly only: OnlyProcess | undefined) {}

  async onApplicationShutdown(): Promise<void> {
    await this.only?.end();
  }
}

/** The services of one process, on one foundation. */
@Module({})
export class ProcessModule {
  static of(services: readonly Type[], foundation: Foundation, { needs, openDocs, only }: Settings): DynamicModule {
    const shared = provided(foundation);
    return {
      module: ProcessModule,
      global: true,
      imports: [IdentityModule, ...services],
      controllers: [HealthController, MetricsController, docsController(openDocs)],
      providers: [
        ...shared,
        ...httpDoors,
        { provide: ApiDocument, useValue: new ApiDocument() },
        { provide: Alone, useValue: new Alone(only) },
        { provide: Readiness, useValue: new Readiness(needs) },
      ],
      exports: shared.map(({ provide }) => provide),
    };
  }
}
