import { postgresProblem, rabbitProblem } from './answers.ts';
import { startContainer } from './docker.ts';

/** The versions that tests and docker-compose.yml run. */
export const images = { postgres: 'postgres:18.4', rabbit: 'rabbitmq:4.1.4' } as const;

export const postgresContainer = (port?: number, password = 'postgres') =>
  startContainer({
    image: images.postgres,
    command: ['postgres', '-c', 'max_connections=300'],
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
