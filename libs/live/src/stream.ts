import type { ServerResponse } from 'node:http';
import type { Person } from '#contracts';

/** What a reader may leave unread before it is cut: it comes back and reads everything anew. */
const mostUnreadBytes = 1024 * 1024;
/** The longest a timer of Node can wait. */
const longestMs = 2 ** 31 - 1;

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // proxies would otherwise keep frames back
  'x-accel-buffering': 'no',
};

/** One open desk. */
export class Stream {
  private readonly expiry: NodeJS.Timeout;

  constructor(
    readonly person: Person,
    private readonly response: ServerResponse,
    more: Record<string, string>,
    until: Date,
    onEnd: () => void,
  ) {
    response.writeHead(200, { ...more, ...headers });
    response.flushHeaders();
    response.socket?.setNoDelay(true);
    // a desk that vanished without a word is noticed by TCP
    response.socket?.setKeepAlive(true, 30_000);
    this.expiry = setTimeout(() => this.end(), Math.min(Math.max(until.getTime() - Date.now(), 0), longestMs)).unref();
    response.on('error', () => {});
    response.once('close', () => {
      clearTimeout(this.expiry);
      onEnd();
    });
  }

  /** Sends this; cuts a reader that does not keep up. */
  write(text: string): void {
    if (this.response.writableEnded || this.response.destroyed) return;
    if (this.response.writableLength + text.length > mostUnreadBytes) this.response.destroy();
    else this.response.write(text);
  }

  /** Says good-bye; who does not listen any more is cut. */
  end(): void {
    if (this.response.writableEnded) return;
    this.response.end();
    setTimeout(() => this.response.destroy(), 1_000).unref();
  }
}
