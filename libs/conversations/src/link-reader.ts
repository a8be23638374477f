import { Injectable } from '@nestjs/common';
import { Outside } from '#outside';
import { charsetOf, mostOfPage, nextHop, pageOf } from './domain/link-preview.ts';
import type { Found } from './storage/link-previews.ts';

const mostHops = 4;
/** So many links are read at a time; who asks for more meanwhile gets nothing now. */
const mostAtOnce = 16;

/** Reads what pages say of themselves, at addresses that anybody may have written: never inside our own network, also not by a redirection (`#outside`). */
@Injectable()
export class LinkReader {
  /** From the first byte of the first hop to the last one that is read, in milliseconds. */
  withinMs = 5_000;
  private reading = 0;

  constructor(private readonly outside: Outside) {}

  /** Null: nothing is to be had there. Undefined: there is too much to do. */
  async read(url: string): Promise<Found | null | undefined> {
    if (this.reading >= mostAtOnce) return undefined;
    this.reading += 1;
    return this.follow(url)
      .catch(() => null)
      .finally(() => (this.reading -= 1));
  }

  private async follow(first: string): Promise<Found | null> {
    const signal = AbortSignal.timeout(this.withinMs);
    let url: string | null = first;
    for (let hop = 0; url !== null && hop < mostHops; hop += 1) {
      const { status, headers, bytes } = await this.outside.open(
        url,
        { accept: 'text/html,application/xhtml+xml', 'accept-encoding': 'identity' },
        signal,
      );
      try {
        if (status >= 300 && status < 400) {
          url = nextHop(url, headers.location);
          continue;
        }
        const charset = charsetOf(headers['content-type']);
        const isPacked = (headers['content-encoding'] ?? 'identity') !== 'identity';
        if (status !== 200 || charset === null || isPacked) return null;
        const page = pageOf(new TextDecoder(charset).decode(await beginningOf(bytes)));
        return page && { ...page, host: new URL(url).host };
      } finally {
        bytes.destroy();
      }
    }
    return null;
  }
}

async function beginningOf(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of bytes) {
    pieces.push(piece);
    size += piece.length;
    if (size >= mostOfPage) break;
  }
  return Buffer.concat(pieces).subarray(0, mostOfPage);
}
