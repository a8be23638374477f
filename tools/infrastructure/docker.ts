import { setTimeout as pass } from 'node:timers/promises';
import { freePort } from './ports.ts';
import { NotToBeHad, type OwnServer } from './server.ts';

interface ContainerSettings {
  readonly image: string;
  readonly command?: readonly string[];
  readonly inside: number;
  /** A free one when left out. */
  readonly outside: number | undefined;
  readonly environment: Record<string, string>;
  readonly url: (host: string, port: number) => string;
  /** One try to reach it: undefined when it answers. */
  readonly problem: (url: string) => Promise<string | undefined>;
}

/** Fails after this time with this sentence; what it waited for is left to itself. */
const within = <T>(ms: number, sentence: string, work: Promise<T>): Promise<T> => {
  work.catch(() => {});
  const late = pass(ms, undefined, { ref: false }).then(() => {
    throw new NotToBeHad(sentence);
  });
  return Promise.race([work, late]);
};
const orNotToBeHad = (sentence: string) => (error: unknown) => {
  throw error instanceof NotToBeHad ? error : new NotToBeHad(`${sentence} (${String(error).split('\n', 1)[0]})`);
};

/**
 * Starts a container by Testcontainers, whose reaper removes it should this process die. Fails with `NotToBeHad` when no
 * engine answers soon or the image is neither there nor to be pulled.
 */
export async function startContainer(settings: ContainerSettings): Promise<OwnServer & { remove(): Promise<void> }> {
  const { image, command = [], inside, environment, problem } = settings;
  const { GenericContainer, getContainerRuntimeClient } = await import('testcontainers').catch(
    orNotToBeHad('Testcontainers is not installed.'),
  );
  const client = await within(5000, 'No Docker engine answered within 5 s.', getContainerRuntimeClient()).catch(
    orNotToBeHad('No Docker engine answers.'),
  );
  // a fixed port outside, so that the address stays the same over a restart
  const outside = settings.outside ?? (await freePort());
  const container = await within(
    300_000,
    `Docker did not have ${image} running within 5 minutes.`,
    new GenericContainer(image)
      .withCommand([...command])
      .withExposedPorts({ container: inside, host: outside })
      .withEnvironment(environment)
      .start(),
  ).catch(orNotToBeHad(`Docker could not run ${image}.`));
  const url = settings.url(container.getHost(), outside);
  const itself = client.container.getById(container.getId());

  async function untilItAnswers(): Promise<void> {
    let last: string | undefined;
    for (const deadline = Date.now() + 120_000; Date.now() < deadline; await pass(100)) {
      last = await problem(url);
      if (last === undefined) return;
    }
    throw new NotToBeHad(`${image} does not answer at ${container.getHost()}:${outside}: ${last}`);
  }
  const start = async () => {
    await itself.start();
    await untilItAnswers();
  };
  await untilItAnswers();
  return {
    url,
    source: `Docker, ${image}`,
    start,
    stop: async () => void (await itself.stop()),
    kill: async () => void (await itself.kill({ signal: 'SIGKILL' })),
    async restart() {
      await itself.stop();
      await start();
    },
    remove: async () => void (await container.stop({ remove: true, removeVolumes: true })),
  };
}
