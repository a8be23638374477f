import { findChromium, findPostgres, findRabbit, prepareRabbit } from './find.ts';
import { type Missing, missingFrom, type Need, withMissing } from './needs.ts';
import { NotToBeHad, type Server } from './server.ts';

/** What tests run on. */
export interface Equipment {
  /** `DATABASE_URL`, `AMQP_URL`, `CHROMIUM` as far as they are there, and the word of what is not. */
  readonly environment: NodeJS.ProcessEnv;
  readonly missing: Missing;
  /** One line for each thing that is there: what and where from. */
  readonly sources: readonly string[];
  stop(): Promise<void>;
}

/** Finds or starts what these tests need, all at once. What is not to be had is noted, and nothing fails. */
export async function equip(wanted: ReadonlySet<Need>): Promise<Equipment> {
  const missing: Missing = { ...missingFrom(process.env) };
  const servers: Server[] = [];
  const sources: string[] = [];
  const environment: NodeJS.ProcessEnv = {};
  const get = async <Found>(need: Need, find: () => Promise<Found>, take: (found: Found) => string | void) => {
    if (!wanted.has(need) || missing[need] !== undefined) return;
    try {
      const source = take(await find());
      if (source) sources.push(source);
    } catch (error) {
      if (!(error instanceof NotToBeHad)) throw error;
      missing[need] = error.message;
    }
  };
  const serve = (variable: string, server: Server) => {
    servers.push(server);
    environment[variable] = server.url;
    return server.source;
  };
  const stop = async () => void (await Promise.all(servers.map((server) => server.stop())));
  const done = await Promise.allSettled([
    get('postgres', findPostgres, (server) => `PostgreSQL: ${serve('DATABASE_URL', server)}`),
    get('rabbit', findRabbit, (server) => `RabbitMQ: ${serve('AMQP_URL', server)}`).then(() =>
      get('own rabbit', prepareRabbit, () => {}),
    ),
    get('chromium', findChromium, ({ path, source }) => {
      environment['CHROMIUM'] = path;
      return `Chromium: ${source}`;
    }),
  ]);
  const failed = done.find((one) => one.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { environment: { ...environment, ...withMissing(missing) }, missing, sources, stop };
}
