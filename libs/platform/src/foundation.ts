import { connect } from 'amqplib';
import type { DestinationStream, Logger } from 'pino';
import {
  Broker,
  DatabaseAddress,
  Databases,
  Journal,
  LiveChannel,
  MemoryBroker,
  MemoryLiveChannel,
  RabbitBroker,
  RabbitLiveChannel,
  reasonOf,
} from '#event-bus';
import { TrustedIssuer } from '#identity';
import { PublicAddress } from './environment.ts';
import { LogJournal } from './journal.ts';
import { aLog } from './log.ts';
import { Metrics } from './metrics.ts';
import type { ProcessEnvironment } from './process-environment.ts';

/** What all services of a process stand on. */
export interface Foundation {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly journal: LogJournal;
  readonly broker: Broker;
  readonly live: LiveChannel;
  readonly databases: Databases;
  readonly address: DatabaseAddress;
  readonly trusted: TrustedIssuer;
  readonly publicAddress: PublicAddress;
}

/** Lays it by the environment. `source` is asked for the services' database passwords. */
export async function layFoundation(
  environment: ProcessEnvironment,
  source: NodeJS.ProcessEnv,
  destination?: DestinationStream,
): Promise<Foundation> {
  const log = aLog(environment.LOG_LEVEL, destination);
  const metrics = new Metrics();
  const onError = (error: unknown, context: Record<string, unknown>) =>
    log.warn({ door: 'process', name: 'broker', ...context, detail: reasonOf(error) });
  const { AMQP_URL: url } = environment;
  return {
    log,
    metrics,
    journal: new LogJournal(log, metrics),
    broker: url ? await RabbitBroker.connect(connect, { url, onError }) : new MemoryBroker(),
    live: url ? await RabbitLiveChannel.connect(connect, { url, onError }) : new MemoryLiveChannel(),
    databases: new Databases(),
    address: new DatabaseAddress((schema) => ownAddress(environment.DATABASE_URL, schema, source)),
    trusted: new TrustedIssuer({
      issuer: environment.OIDC_ISSUER,
      audience: environment.OIDC_AUDIENCE,
      clientId: environment.OIDC_CLIENT_ID,
      scope: environment.OIDC_SCOPE,
      rolesClaim: environment.OIDC_ROLES_CLAIM,
      keysUrl: environment.OIDC_KEYS_URL,
    }),
    publicAddress: new PublicAddress(
      (environment.PUBLIC_BASE_URL ?? `http://localhost:${environment.PORT}`).replace(/\/+$/, ''),
    ),
  };
}

/** The providers that services may ask for. */
export const provided = (foundation: Foundation) => [
  { provide: Broker, useValue: foundation.broker },
  { provide: LiveChannel, useValue: foundation.live },
  { provide: Databases, useValue: foundation.databases },
  { provide: DatabaseAddress, useValue: foundation.address },
  { provide: Journal, useValue: foundation.journal },
  { provide: Metrics, useValue: foundation.metrics },
  { provide: TrustedIssuer, useValue: foundation.trusted },
  { provide: PublicAddress, useValue: foundation.publicAddress },
];

/** A service's own role (decisions Q) once it has a password, until then the owner. */
function ownAddress(owner: string, schema: string, source: NodeJS.ProcessEnv): string {
  const password = source[`DATABASE_PASSWORD_${schema.toUpperCase()}`];
  return password ? Object.assign(new URL(owner), { username: `parley_${schema}`, password }).href : owner;
}
