import {
  type DynamicModule,
  Logger,
  Module,
  type OnApplicationShutdown,
  StandardSchemaSerializerInterceptor,
  StandardSchemaValidationPipe,
  type Type,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { connect } from 'amqplib';
import {
  Broker,
  DatabaseAddress,
  Databases,
  LiveChannel,
  MemoryBroker,
  MemoryLiveChannel,
  RabbitBroker,
} from '#event-bus';
import { AccessGuard, IdentityModule, TrustedIssuer } from '#identity';
import { PublicAddress } from './environment.ts';
import { ProblemFilter } from './problem.filter.ts';
import type { ProcessEnvironment } from './process-environment.ts';
import type { Neighbour } from './neighbour.ts';

/** What all services of a process share. */
@Module({})
export class ProcessModule implements OnApplicationShutdown {
  private static beside: readonly Neighbour[] = [];
  constructor(private readonly broker: Broker) {}

  async onApplicationShutdown(): Promise<void> {
    await this.broker.close();
    await Promise.all(ProcessModule.beside.map((neighbour) => neighbour.stop?.()));
  }

  static async of(
    environment: ProcessEnvironment,
    services: readonly Type[],
    beside: readonly Neighbour[],
  ): Promise<DynamicModule> {
    ProcessModule.beside = beside;
    const logger = new Logger('broker');
    const onError = (error: unknown, context: object) =>
      logger.warn({ ...context, error: String(error).slice(0, 200) });
    const broker = environment.AMQP_URL
      ? await RabbitBroker.connect(connect, { url: environment.AMQP_URL, onError })
      : new MemoryBroker();
    const trusted = new TrustedIssuer({
      issuer: environment.OIDC_ISSUER,
      audience: environment.OIDC_AUDIENCE,
      clientId: environment.OIDC_CLIENT_ID,
      rolesClaim: environment.OIDC_ROLES_CLAIM,
      keysUrl: environment.OIDC_KEYS_URL,
    });
    const base = environment.PUBLIC_BASE_URL ?? `http://localhost:${environment.PORT}`;
    const shared = [
      { provide: Broker, useValue: broker },
      { provide: LiveChannel, useValue: new MemoryLiveChannel() },
      { provide: Databases, useValue: new Databases() },
      { provide: DatabaseAddress, useValue: new DatabaseAddress((schema) => urlOf(environment.DATABASE_URL, schema)) },
      { provide: TrustedIssuer, useValue: trusted },
      { provide: PublicAddress, useValue: new PublicAddress(base.replace(/\/+$/, '')) },
    ];
    return {
      module: ProcessModule,
      global: true,
      imports: [IdentityModule, ...services],
      providers: [
        ...shared,
        { provide: APP_PIPE, useClass: StandardSchemaValidationPipe },
        { provide: APP_INTERCEPTOR, useClass: StandardSchemaSerializerInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: shared.map(({ provide }) => provide),
    };
  }
}

function urlOf(owner: string, schema: string): string {
  const password = process.env[`DATABASE_PASSWORD_${schema.toUpperCase()}`];
  if (!password) return owner;
  return Object.assign(new URL(owner), { username: `parley_${schema}`, password }).href;
}
