/** A server that tests and processes may use. */
export interface Server {
  /** How clients reach it, credentials included. */
  readonly url: string;
  /** Where it came from, for people: `embedded PostgreSQL 18.4`. */
  readonly source: string;
  /** Ends it if it was started here. */
  stop(): Promise<void>;
}

/** A server of our own, to be broken at will. It keeps its port and its data through all of these. */
export interface OwnServer extends Server {
  /** Starts it again after `stop` or `kill`. Resolves when it answers. */
  start(): Promise<void>;
  /** Ends it as a power cut would (SIGKILL). Resolves when it is gone. */
  kill(): Promise<void>;
  /** `stop`, then `start`. */
  restart(): Promise<void>;
}

/** It cannot be had here. The message says why; one who looks further collects the messages. */
export class NotToBeHad extends Error {}

/** The first way that works; when none does, `NotToBeHad` with all that was in the way. */
export async function firstThatServes<T>(what: string, ways: readonly (() => T | Promise<T>)[]): Promise<T> {
  const reasons: string[] = [];
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      if (!(error instanceof NotToBeHad)) throw error;
      if (!reasons.includes(error.message)) reasons.push(error.message);
    }
  }
  throw new NotToBeHad(`No ${what}: ${reasons.join(' ')}`);
}
