import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import { type LookedAt, unrecognised } from '../domain/file-rules.ts';

/** A file on the local disk, looked at, until it is kept or thrown away. */
export interface Spooled extends LookedAt {
  readonly path: string;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/** The bytes were more than allowed; the rest was not read. */
export class TooLarge extends Error {}

export interface Stated {
  readonly statedType: string | null;
  readonly fileName: string | null;
  readonly atMost: number;
}

/** Where files lie while they are looked at: on disk, whatever their size. */
export class Spool {
  constructor(private readonly folder: string) {}

  /** Gives the file to `work`, and throws it away afterwards. Throws `TooLarge`, and what `bytes` throws. */
  async with<T>(bytes: Readable, stated: Stated, work: (file: Spooled) => Promise<T>): Promise<T> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, randomUUID());
    try {
      return await work(await take(bytes, path, stated));
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Throws away what processes left behind that were killed. */
  async sweep(before: Date): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => null);
      if (found && found.mtime < before) await rm(path, { force: true });
    }
  }
}

async function take(bytes: Readable, path: string, { statedType, fileName, atMost }: Stated): Promise<Spooled> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(
    bytes,
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        size += piece.length;
        if (size > atMost) throw new TooLarge();
        hash.update(piece);
        yield piece;
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
  );
  const known = await fileTypeFromFile(path);
  const namedExtension = extensionIn(fileName);
  const contentType = known
    ? known.mime.split(';', 1)[0]!.trim()
    : unrecognised(statedType, namedExtension, await isText(path, { isTable: namedExtension === 'csv' }));
  return {
    path,
    size,
    hash: hash.digest('hex'),
    contentType,
    extension: known?.ext ?? null,
    statedType,
    namedExtension,
  };
}

const extensionIn = (fileName: string | null): string | null =>
  extname(fileName ?? '')
    .slice(1)
    .toLowerCase() || null;

/** As far as its first bytes show. A table may be in the encoding of the computer that wrote it: Excel still saves most of them so. */
async function isText(path: string, { isTable }: { readonly isTable: boolean }): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const head = buffer.subarray(0, bytesRead);
    return !head.includes(0) && (isUtf8(head) || (isTable && !head.some(isControl)));
  } finally {
    await file.close();
  }
}

function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const isControl = (byte: number): boolean => (byte < 32 && ![9, 10, 13].includes(byte)) || byte === 127;
