import { connect } from 'amqplib';
import { connect as dial, createServer, type Socket } from 'node:net';
import { until } from '#testing';
import { RabbitConnection } from './connection.ts';

/** A way to the broker that holds back its answers until told otherwise, and breaks when somebody takes their leave. */
async function aWayThatBreaksAtLeave() {
  const broker = new URL(process.env['AMQP_URL']!);
  const connectionClose = Buffer.from([0, 10, 0, 50]);
  const ends = new Set<Socket>();
  let greeted = false;
  let left = false;
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const server = createServer((near) => {
    const far = dial(Number(broker.port), broker.hostname);
    for (const end of [near, far]) ends.add(end.on('error', () => {}));
    near.on('close', () => (left = true));
    near.on('data', (sent) => {
      greeted = true;
      if (sent.includes(connectionClose)) near.resetAndDestroy();
      else far.write(sent);
    });
    void released.then(() => far.pipe(near));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: Object.assign(new URL(broker), { hostname: '127.0.0.1', port: String(port) }).href,
    greeted: () => greeted,
    left: () => left,
    release,
    async stop() {
      for (const end of ends) end.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a connection that breaks as it takes its leave', () => {
  let way: Awaited<ReturnType<typeof aWayThatBreaksAtLeave>>;
  beforeEach(async () => {
    way = await aWayThatBreaksAtLeave();
  });
  afterEach(() => way.stop());

  const open = (patienceMs: number) =>
    RabbitConnection.open(connect, { url: way.url, onError: () => {}, patienceMs }, 'test', async () => {});

  it('is closed', async () => {
    way.release();
    const connection = await open(5_000);
    expect(connection.reachable).toBe(true);
    await connection.close();
    expect(connection.reachable).toBe(false);
    await until('it is gone', way.left);
  });

  it('does so without a complaint where it was closed before it was made', async () => {
    const connection = await open(0);
    await until('the broker is greeted', way.greeted);
    await connection.close();
    way.release();
    await until('it is gone', way.left);
  });
});
