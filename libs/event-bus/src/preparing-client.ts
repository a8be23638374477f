import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';
import { changedMeanwhile } from './failure.ts';
import type { LostConnections, Watched } from './lost-connections.ts';

/** From this use on a statement is prepared: what is said once or twice would only fill the server's memory. */
const fromUse = 3;
/** So many at most on one connection: a list in a statement's text (`IN ($1, $2, ...)`) makes a new one of each length. */
const most = 200;

const begin = 'START TRANSACTION';

/**
 * A connection that lets PostgreSQL read the statements it repeats once, instead of each time: an eighth of what the server
 * computed for a text. They are planned each time, by what they ask for and how much is there (`plan_cache_mode`).
 *
 * What is asked at once travels at once (`pipeline`) and in one piece: the server answers one after the other, and no answer is waited for in
 * between. The beginning of a transaction travels with its first statement.
 */
export class PreparingClient extends Client implements Watched {
  readonly called: string;
  private readonly names = new Map<string, string>();
  private uses = new Map<string, number>();
  private given = 0;
  private isToBegin = false;
  /** What is written to and does not let it go before this turn of the process is over. */
  private gathering: unknown;

  constructor({ lost, ...config }: ClientConfig & { readonly lost?: LostConnections } = {}) {
    const called = [config.application_name, randomBytes(6).toString('hex')].filter(Boolean).join(' ');
    super({ ...config, application_name: called, pipeline: true });
    this.called = called;
    // between two uses nobody listens, and an error that nobody hears ends the process: whoever uses it next hears of it
    this.on('error', () => {});
    this.once('connect', () => lost?.watch(this));
    this.once('end', () => lost?.forget(this));
  }

  get isOwed(): boolean {
    return !(this as unknown as { readonly readyForQuery: boolean }).readyForQuery;
  }

  get bytesHeard(): number {
    return (this.connection.stream as Socket).bytesRead;
  }

  breakOff(): void {
    this.connection.stream.destroy();
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the driver's seven ways to call it
  override query(...args: any[]): any {
    if (args[0] === begin && args[1] === undefined) {
      this.isToBegin = true;
      return Promise.resolve();
    }
    this.gather();
    if (!this.isToBegin) return this.ask(args);
    const { stream } = this.connection;
    this.isToBegin = false;
    // a transaction that did not begin would leave each statement to itself
    super.query(begin).catch(() => stream.destroy());
    return this.ask(args);
  }

  /** Lets what is asked in this turn leave in one piece: each piece is a call of the system here, and wakes the server's process there. */
  private gather(): void {
    const { stream } = this.connection;
    if (this.gathering === stream) return;
    this.gathering = stream;
    stream.cork();
    process.nextTick(() => {
      this.gathering = undefined;
      stream.uncork();
    });
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  private ask(args: any[]): any {
    const [text, values] = args as [unknown, unknown];
    if (typeof text !== 'string' || !Array.isArray(values) || typeof args[2] === 'function')
      return super.query(...(args as [string]));
    const name = this.nameOf(text);
    if (!name) return super.query(text, values);
    return super.query({ name, text, values }).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === changedMeanwhile) this.names.delete(text);
      throw error;
    });
  }

  private nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known || this.names.size >= most) return known;
    const uses = (this.uses.get(text) ?? 0) + 1;
    if (uses < fromUse) {
      if (this.uses.size >= most) this.uses = new Map();
      this.uses.set(text, uses);
      return undefined;
    }
    this.uses.delete(text);
    const name = `parley_${(this.given += 1)}`;
    this.names.set(text, name);
    return name;
  }
}
