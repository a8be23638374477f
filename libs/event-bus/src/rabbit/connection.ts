import type { ChannelModel, connect as amqpConnect, RecoveringChannelModel } from 'amqplib';
import type { SocketConstructorOpts } from 'node:net';
import { leave } from './leave.ts';

/** amqplib's `connect`, or one that looks over its shoulder. */
export type Connect = typeof amqpConnect;

/** Told once when something is away or odd, not at every try. */
export type OnError = (error: unknown, context: Record<string, unknown>) => void;

export interface ConnectionSettings {
  readonly url: string;
  readonly onError: OnError;
  /** How long to wait for the first connection before going on without it. */
  readonly patienceMs?: number;
}

/** A connection that comes back by itself, and prepares itself anew each time. */
export class RabbitConnection {
  private model: RecoveringChannelModel | undefined;
  private up = false;
  private down = false;
  private blocked = false;
  /** Settles when the connection that was made last is over, however it ended. */
  private over: Promise<void> = Promise.resolve();
  /** Gives up a connection that is being made. */
  private readonly giveUp = new AbortController();

  private constructor(
    /** What the management page calls it. */
    readonly name: string,
    private readonly onError: OnError,
  ) {}

  /**
   * Connects, and runs `prepare` after every (re)connection. A broker that is
   * still away when patience ends is connected to when it comes.
   */
  static async open(
    connect: Connect,
    { url, onError, patienceMs = 5_000 }: ConnectionSettings,
    name: string,
    prepare: (model: ChannelModel) => Promise<void>,
  ): Promise<RabbitConnection> {
    const connection = new RabbitConnection(name, onError);
    const setup = async (model: ChannelModel) => {
      model.on('error', () => {}); // amqplib listens only after this function is done
      connection.over = new Promise((resolve) => model.once('close', () => resolve()));
      try {
        await prepare(model);
      } catch (error) {
        await leave(model); // amqplib would wait for the goodbye before it tries again
        throw error;
      }
    };
    const socket: SocketConstructorOpts = { signal: connection.giveUp.signal }; // amqplib hands it on, its types do not say so
    const model = await connect(withHeartbeat(url), {
      ...socket,
      noDelay: true,
      timeout: 10_000,
      clientProperties: { connection_name: `parley ${name}` },
      recovery: { initialDelay: 100, maxDelay: 5_000, setup, waitForConnect: false },
    });
    connection.watch(model);
    await within(patienceMs, model.waitForConnect());
    return connection;
  }

  /** False while the broker is away, or takes nothing because its memory or disk is full. */
  get reachable(): boolean {
    return this.up && !this.blocked;
  }

  /**
   * Ends it. amqplib never answers where the connection breaks before the broker's goodbye, and nobody listens to a
   * connection that comes about after this: its next error would end the process.
   */
  async close(): Promise<void> {
    this.down = true; // from here on its end is no news
    if (!this.up) this.giveUp.abort();
    this.up = false;
    await Promise.race([this.model?.close(), this.over]);
  }

  private watch(model: RecoveringChannelModel): void {
    this.model = model;
    const away = (error: unknown) => {
      this.up = false;
      this.blocked = false;
      if (!this.down) this.onError(error, { connection: this.name });
      this.down = true;
    };
    model.on('error', () => {});
    model.on('disconnect', away);
    model.on('connect-failed', away);
    model.on('reconnect-failed', away);
    model.on('connect', () => {
      this.up = true;
      this.down = false;
    });
    model.on('blocked', (reason: unknown) => {
      this.blocked = true;
      this.onError(new Error(`RabbitMQ takes nothing: ${String(reason)}`), { connection: this.name });
    });
    model.on('unblocked', () => (this.blocked = false));
  }
}

/** A connection that went dead without a word is noticed in about 20 s, unless the address says otherwise. */
export function withHeartbeat(url: string): string {
  const address = new URL(url);
  if (!address.searchParams.has('heartbeat')) address.searchParams.set('heartbeat', '10');
  return address.href;
}

async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([promise, patience]).finally(() => clearTimeout(timer));
}
