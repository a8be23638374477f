import { type ConfirmChannel, connect } from 'amqplib';
import { until } from '#testing';
import { temporaryFolder } from './child.ts';
import { startRabbit } from './rabbit.ts';
import type { OwnServer } from './server.ts';

const folder = temporaryFolder('rabbit-test');
let rabbit: OwnServer;
afterAll(async () => {
  await rabbit?.stop();
  folder.remove();
});

/** Undefined while the queue has not found its leader again, which RabbitMQ answers by breaking the connection. */
async function takeFrom(queue: string, url: string): Promise<string | undefined> {
  const connection = await connect(url);
  const broken = new Promise<undefined>((resolve) => connection.once('error', () => resolve(undefined)));
  const take = async () => {
    const message = await (await connection.createChannel()).get(queue);
    return message === false ? undefined : message.content.toString();
  };
  const taken = await Promise.race([take(), broken]);
  if (taken !== undefined) await connection.close();
  return taken;
}

async function withChannel(url: string, work: (channel: ConfirmChannel) => Promise<unknown>): Promise<void> {
  const connection = await connect(url);
  await work(await connection.createConfirmChannel());
  await connection.close();
}

describe('a RabbitMQ of our own', () => {
  it('has what it confirmed after a power cut, at the same address', async () => {
    rabbit = await startRabbit({ folder: folder.path });
    const queue = { durable: true, arguments: { 'x-queue-type': 'quorum' } };
    await withChannel(rabbit.url, (channel) => channel.assertQueue('kept', queue));
    // RabbitMQ itself forgets a quorum queue when it is cut off within half a second of its declaration
    await rabbit.restart();
    await withChannel(rabbit.url, async (channel) => {
      channel.sendToQueue('kept', Buffer.from('still here'), { persistent: true });
      await channel.waitForConfirms();
    });
    await rabbit.kill();
    await rabbit.start();
    const kept = await until('the queue answers', () => takeFrom('kept', rabbit.url), { withinMs: 60_000 });
    expect(kept).toBe('still here');
  }, 180_000);
});
