import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below where Linux, macOS and Windows take the ports of outgoing connections from: nobody is given one of these by chance. */
const lowest = 15_000;
const highest = 32_000;

/**
 * A TCP port on 127.0.0.1 that nobody uses at this moment, nor is likely to before it is listened on: a server that is
 * started again finds its port free.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(lowest, highest);
    if ((await portProblem(port, '127.0.0.1')) === undefined) return port;
  }
  throw new Error(`No port from ${lowest} to ${highest} is free.`);
}

/** Why this port of this host cannot be listened on (`EADDRINUSE`, `EACCES`); undefined when it can. */
export function portProblem(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? String(error)));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
