import { connect, createServer, type Socket } from 'node:net';

export type Cable = Awaited<ReturnType<typeof aCable>>;

/** A cable to the server at this address, which a test may cut, freeze, lose and mend. Its own address is `url`. */
export async function aCable(to: string) {
  const target = new URL(to);
  const flows = new Set<readonly [from: Socket, to: Socket]>();
  const sockets = new Set<Socket>();
  let state: 'whole' | 'cut' | 'frozen' = 'whole';
  let refused = 0;
  const server = createServer((near) => {
    if (state === 'cut') {
      refused += 1;
      return void near.resetAndDestroy();
    }
    const far = connect(Number(target.port), target.hostname);
    const both = [
      [near, far],
      [far, near],
    ] as const;
    for (const flow of both) {
      const [from, to] = flow;
      flows.add(flow);
      sockets.add(from);
      from.setNoDelay(true);
      from.on('error', () => {});
      from.on('close', () => {
        flows.delete(flow);
        sockets.delete(from);
        to.destroy();
      });
      if (state !== 'frozen') from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const shake = () => {
    for (const [from] of flows) from.resetAndDestroy();
  };
  return {
    url: Object.assign(new URL(to), { hostname: '127.0.0.1', port: String(port) }).href,
    /** How often somebody tried to connect while it was cut. */
    refused: () => refused,
    /** Every connection breaks; new ones can be made at once. */
    shake,
    /** Every connection breaks, and none can be made. */
    cut() {
      state = 'cut';
      shake();
    },
    /** Nothing passes, and nobody is told. */
    freeze() {
      state = 'frozen';
      for (const [from, to] of flows) from.unpipe(to);
    },
    /** What passes over the connections that there are now is lost for ever, and nobody is told; new ones are well. */
    lose() {
      for (const [from, to] of flows) from.unpipe(to);
      flows.clear();
    },
    /** All is well again. */
    mend() {
      if (state === 'frozen') for (const [from, to] of flows) from.pipe(to);
      state = 'whole';
    },
    async stop() {
      state = 'cut';
      for (const socket of sockets) socket.resetAndDestroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
