import { join } from 'node:path';
import { temporaryFolder } from '#tools/infrastructure/child';
import { startRabbit } from '#tools/infrastructure/rabbit';

/** A RabbitMQ of its own, for a test that declares the queues of a whole product. Takes a few seconds. */
export async function aRabbit(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const folder = temporaryFolder('rabbit');
  const rabbit = await startRabbit({ folder: join(folder.path, 'rabbit') });
  return {
    url: rabbit.url,
    async stop() {
      await rabbit.stop();
      folder.remove();
    },
  };
}
