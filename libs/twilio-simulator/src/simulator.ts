import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Control } from './control.ts';
import { refuseInProduction } from './environment.ts';
import { buildApp } from './http/app.ts';
import { Incoming } from './incoming.ts';
import { Outgoing } from './outgoing.ts';
import type { SimulatorSettings } from './settings.ts';
import { World } from './world.ts';

/** Something served on another process's port: that process asks it first whose a path is. */
export type SimulatorNeighbour = Readonly<{
  name: string;
  owns(path: string): boolean;
  handle(request: IncomingMessage, response: ServerResponse): void;
  stop(): Promise<void>;
}>;

export type Simulator = Readonly<{
  /** To serve it on the port of a process that runs anyway. Give `baseUrl` then. */
  neighbour: SimulatorNeighbour;
  control: Control;
  /** Serves it on a port of its own; 0, the usual, takes a free one. Answers the address. */
  listen(port?: number, host?: string): Promise<string>;
  /** Ends every timer, request and connection. */
  stop(): Promise<void>;
}>;

/**
 * Twilio's double: its REST paths for messages, media, numbers and accounts, its signed webhooks and callbacks, the
 * customers' phones, and faults on demand. Everything is in memory. Throws where NODE_ENV is production, unless
 * SIMULATOR_ALLOWED is 1.
 */
export function createSimulator(settings: SimulatorSettings = {}): Simulator {
  refuseInProduction();
  const world = new World(settings);
  const outgoing = new Outgoing(world);
  const incoming = new Incoming(world, outgoing);
  const port = new Port((request, response) => handle(request, response));
  const control = new Control(world, incoming, port);
  const hasControl = settings.control ?? true;
  const app = buildApp(world, { incoming, outgoing, control: hasControl ? control : null });
  const ready = app.ready();
  // Whoever asks first sees a failure to start; until then it must not end the process.
  ready.then(undefined, () => {});

  const handle = (request: IncomingMessage, response: ServerResponse) =>
    void ready.then(
      () => app.routing(request, response),
      (error: unknown) => response.destroy(error as Error),
    );

  const stop = async () => {
    world.tasks.stop();
    world.webhooks.stop();
    await port.close();
    await app.close();
  };

  const rest = ['/2010-04-01', '/v1/Services'];
  const prefixes = hasControl ? [...rest, '/simulator', '/phone'] : rest;
  return {
    neighbour: {
      name: 'twilio-simulator',
      owns: (path) =>
        prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`) || path.startsWith(`${prefix}?`)),
      handle: (request, response) => (port.isDeaf ? request.socket.destroy() : handle(request, response)),
      stop,
    },
    control,
    async listen(wanted = 0, host = '127.0.0.1') {
      await ready;
      const address = await port.listen(wanted, host);
      world.listensAt(address);
      return address;
    },
    stop,
  };
}

/** A port that can go deaf and come back. */
class Port {
  private server: Server | undefined;
  private place: { port: number; host: string } | undefined;
  /** On another process's port it cannot refuse connections: there it cuts them. */
  isDeaf = false;
  private readonly handle: (request: IncomingMessage, response: ServerResponse) => void;

  constructor(handle: (request: IncomingMessage, response: ServerResponse) => void) {
    this.handle = handle;
  }

  async listen(port: number, host: string): Promise<string> {
    const server = createServer(this.handle);
    // A client reuses a connection it believes alive: cutting idle ones would make faults nobody asked for.
    server.keepAliveTimeout = 65_000;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    this.server = server;
    this.place = { port: (server.address() as AddressInfo).port, host };
    const name = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host;
    return `http://${name}:${this.place.port}`;
  }

  async close(): Promise<void> {
    this.isDeaf = true;
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  async open(): Promise<void> {
    this.isDeaf = false;
    if (!this.server && this.place) await this.listen(this.place.port, this.place.host);
  }
}
