import type { IncomingMessage, ServerResponse } from 'node:http';

/** Something that is not a service and is served on the same port: it sees its paths before the services do. */
export interface Neighbour {
  readonly name: string;
  /** Whether a path, without its query, is this neighbour's. The first one that says yes has it. */
  owns(path: string): boolean;
  handle(request: IncomingMessage, response: ServerResponse): void;
  stop?(): Promise<void>;
}
