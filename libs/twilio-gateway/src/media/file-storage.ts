import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { S3mini } from 's3mini';

/** Bytes from `start` to `end`, both included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where the bytes of files lie. No file is ever in memory as a whole. Keys are ids of files, or begin with them. */
export abstract class FileStorage {
  /** Keeps what lies at this path of the local disk; what was kept under the key before is replaced. It is kept when this resolves. */
  abstract put(key: string, path: string, contentType: string): Promise<void>;
  /** Null where there is no such file. */
  abstract open(key: string, range: Range): Promise<Readable | null>;
  /** Also when there is no such file. */
  abstract remove(key: string): Promise<void>;
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** A folder of this machine, or one that all replicas share. */
export class FolderStorage extends FileStorage {
  constructor(private readonly folder: string) {
    super();
  }

  override async put(key: string, path: string): Promise<void> {
    const place = this.placeOf(key);
    await mkdir(join(place, '..'), { recursive: true });
    const half = `${place}.${randomUUID()}.half`;
    try {
      await copyFile(path, half);
      const file = await open(half, 'r+');
      await file.sync().finally(() => file.close());
      await rename(half, place);
    } catch (error) {
      await rm(half, { force: true });
      throw error;
    }
  }

  override async open(key: string, range: Range): Promise<Readable | null> {
    try {
      const file = await open(this.placeOf(key), 'r');
      return file.createReadStream(range);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  override async remove(key: string): Promise<void> {
    await rm(this.placeOf(key), { force: true });
  }

  /** A thousand folders, so that none grows too large: ids begin with the time and end at random, and so do hashes. */
  private placeOf(key: string): string {
    return join(this.folder, key.slice(-3), key);
  }
}

export interface Bucket {
  /** With the bucket: `https://s3.eu-central-1.amazonaws.com/parley-media`. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A bucket of anything that speaks S3. */
export class BucketStorage extends FileStorage {
  private readonly bucket: S3mini;

  constructor(bucket: Bucket) {
    super();
    this.bucket = new S3mini({ ...bucket, requestAbortTimeout: 120_000 });
  }

  override async put(key: string, path: string, contentType: string): Promise<void> {
    const { ok, status } = await this.bucket.putObject(key, await openAsBlob(path), contentType);
    if (!ok) throw new Error(`The bucket answered ${status}.`);
  }

  override async open(key: string, { start, end }: Range): Promise<Readable | null> {
    try {
      const { body } = await this.bucket.getObjectRaw(key, false, start, end + 1);
      return body && Readable.fromWeb(body);
    } catch (error) {
      if ((error as { status?: unknown }).status === 404) return null;
      throw error;
    }
  }

  override async remove(key: string): Promise<void> {
    await this.bucket.deleteObject(key);
  }
}
