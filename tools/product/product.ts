import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keepsCompiled } from '../infrastructure/compiled.ts';
import { startBalancer } from './balancer.ts';
import { startIssuer } from './issuer.ts';
import { dist, type Replica, type ServiceName, services, startReplica } from './processes.ts';
import { type Call, caller } from './set-up.ts';

const run = promisify(execFile);

export interface ProductSettings {
  /** The owner's address of an empty database. */
  readonly databaseUrl: string;
  readonly amqpUrl: string;
  /** Where the processes write their logs. */
  readonly folder: string;
  /** How many processes of each service; 1 where nothing is said. */
  readonly replicas?: Partial<Record<ServiceName, number>>;
  readonly environment?: NodeJS.ProcessEnv;
  /** Where the machine has too little time for all, these services let the others go first: as much as `nice` says; 0 where nothing is said. */
  readonly niceness?: Partial<Record<ServiceName, number>>;
}

/** The product as separate processes behind one address, as docker compose runs it. */
export interface Product {
  readonly baseUrl: string;
  readonly replicas: readonly Replica[];
  of(service: ServiceName): readonly Replica[];
  /** One more process of this service. */
  add(service: ServiceName): Promise<Replica>;
  /** A way to call the API as this person with these roles. */
  as(subject: string, ...roles: string[]): Promise<Call>;
  /** What `iss` says in the tokens; together with the subject it makes the agent's id. */
  readonly issuer: string;
  stop(): Promise<void>;
}

/** Migrates the database, declares the broker's topology and starts every process. Needs the build. */
export async function startProduct({
  databaseUrl,
  amqpUrl,
  folder,
  replicas = {},
  environment = {},
  niceness = {},
}: ProductSettings): Promise<Product> {
  const issuer = await startIssuer();
  const running: Replica[] = [];
  const portsOf = (service: ServiceName) => () =>
    running.filter((replica) => replica.service === service && replica.running).map(({ port }) => port);
  const balancer = await startBalancer([
    { prefix: '/webhooks/', ports: portsOf('twilio-gateway') },
    { prefix: '/api/gateway', ports: portsOf('twilio-gateway') },
    { prefix: '/api/conversations', ports: portsOf('conversations') },
    { prefix: '/api/live', ports: portsOf('conversations') },
    { prefix: '/surveys/', ports: portsOf('conversations') },
    { prefix: '/api/routing', ports: portsOf('routing') },
    { prefix: '/', ports: portsOf('channel-config') },
  ]);
  const shared: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    ...keepsCompiled(join(dist, '..')),
    DATABASE_URL: databaseUrl,
    AMQP_URL: amqpUrl,
    OIDC_ISSUER: issuer.url,
    PUBLIC_BASE_URL: balancer.url,
    CONVERSATIONS_SECRETS_KEYS: `one:${randomBytes(32).toString('base64')}`,
    SECRETS_KEYS: `one:${randomBytes(32).toString('base64')}`,
    LINK_KEYS: `one:${randomBytes(32).toString('base64')}`,
    MEDIA_FOLDER: join(folder, 'media'),
    LOG_LEVEL: 'warn',
    ...Object.fromEntries(
      ['CHANNEL_CONFIG', 'GATEWAY', 'CONVERSATIONS', 'ROUTING'].map((name) => [
        `DATABASE_PASSWORD_${name}`,
        randomBytes(12).toString('hex'),
      ]),
    ),
    ...environment,
  };
  await run(process.execPath, [join(dist, 'tools', 'migrate.js')], { env: shared });
  const of = (service: ServiceName) => running.filter((replica) => replica.service === service);
  const add = async (service: ServiceName) => {
    const replica = await startReplica(
      service,
      shared,
      join(folder, `${service}-${of(service).length + 1}.log`),
      niceness[service],
    );
    running.push(replica);
    return replica;
  };
  for (const service of services) for (let index = 0; index < (replicas[service] ?? 1); index += 1) await add(service);
  return {
    baseUrl: balancer.url,
    replicas: running,
    of,
    add,
    as: async (subject, ...roles) => caller(balancer.url, await issuer.token(subject, roles)),
    issuer: issuer.url,
    async stop() {
      await Promise.all(running.map((replica) => replica.stop()));
      await balancer.stop();
      await issuer.stop();
    },
  };
}
