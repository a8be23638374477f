import { postgresProblem, rabbitProblem } from './answers.ts';
import { startContainer } from './docker.ts';

/** The versions that tests and docker-compose.yml run. */
export const images = { postgres: 'postgres:18.4', rabbit: 'rabbitmq:4.1.4' } as const;

/** Settings of a PostgreSQL whose data nobody wants any more once the machine went down. */
export const withoutTheDisk = ['fsync=off', 'full_page_writes=off', 'max_wal_size=4GB', 'checkpoint_timeout=1h'];

export const postgresContainer = (port?: number, password = 'postgres', passing = false) =>
  startContainer({
    image: images.postgres,
    command: [
      'postgres',
      ...['max_connections=300', ...(passing ? withoutTheDisk : [])].flatMap((flag) => ['-c', flag]),
    ],
    inside: 5432,
    outside: port,
    environment: { POSTGRES_PASSWORD: password },
    url: (host, outside) => `postgres://postgres:${encodeURIComponent(password)}@${host}:${outside}/postgres`,
    problem: postgresProblem,
  });

export const rabbitContainer = (port?: number) =>
  startContainer({
    image: images.rabbit,
    inside: 5672,
    outside: port,
    environment: {},
    url: (host, outside) => `amqp://guest:guest@${host}:${outside}`,
    problem: rabbitProblem,
  });
