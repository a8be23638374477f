import { connect, createServer, type Socket } from 'node:net';

/** What a client asks of the broker to end a channel, and a connection: class and method, as AMQP writes them. */
export const goodbyes = { ofChannel: Buffer.from([0, 20, 0, 40]), ofConnection: Buffer.from([0, 10, 0, 50]) };

/** A way to the broker at this address that breaks instead of carrying such a goodbye; while `held`, it keeps back what the broker says. */
export async function aBreakingWay(to: string, goodbye: Buffer, { held = false } = {}) {
  const broker = new URL(to);
  const ends = new Set<Socket>();
  let greeted = false;
  let breaks = 0;
  let most = Infinity;
  let left = false;
  let release = () => {};
  const released = held ? new Promise<void>((resolve) => (release = resolve)) : Promise.resolve();
  const server = createServer((near) => {
    const far = connect(Number(broker.port), broker.hostname);
    for (const end of [near, far]) ends.add(end.on('error', () => {}));
    near.on('close', () => {
      left = true;
      far.destroy();
    });
    near.on('data', (sent) => {
      greeted = true;
      if (breaks < most && sent.includes(goodbye)) {
        breaks += 1;
        near.resetAndDestroy();
      } else far.write(sent);
    });
    void released.then(() => far.pipe(near));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: Object.assign(new URL(broker), { hostname: '127.0.0.1', port: String(port) }).href,
    greeted: () => greeted,
    left: () => left,
    breaks: () => breaks,
    release,
    /** From now on it breaks so many times more, and then carries everything. */
    breakOnly(times: number) {
      most = breaks + times;
    },
    async stop() {
      for (const end of ends) end.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
