import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Logger } from '@nestjs/common';
import type { Seal } from '#secrets';
import type { Account, Channel } from './domain/account.ts';

/** Everything that a webhook is verified and placed by. Tokens in it are sealed each by itself. */
export interface Directed {
  readonly accounts: readonly Account[];
  readonly channels: readonly Channel[];
}

const place = 'gateway/directory';

/**
 * What this service last knew of accounts and channels, on the local disk: a process that starts while the database is away takes it from
 * here. It is sealed as a whole, so that nobody who can write the file wires a number to somebody else.
 */
export class DirectorySnapshot {
  private readonly log = new Logger('gateway.directory-snapshot');

  constructor(
    private readonly seal: Seal,
    private readonly path: string,
  ) {}

  /** Replaces what is there, whole or not at all. Never rejects: without it only a start in an outage is poorer. */
  async keep(directed: Directed): Promise<void> {
    try {
      await this.write(directed);
    } catch (error) {
      this.log.warn(`The accounts could not be kept on the local disk: ${nameOf(error)}`);
    }
  }

  /** Null where nothing was kept, or nothing that can be opened. */
  async recall(): Promise<Directed | null> {
    try {
      return JSON.parse(this.seal.open(await readFile(this.path, 'utf8'), place)) as Directed;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        this.log.warn(`What was kept of the accounts on the local disk cannot be read: ${nameOf(error)}`);
      return null;
    }
  }

  private async write(directed: Directed): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const half = `${this.path}.${randomUUID()}.half`;
    try {
      await writeFile(half, this.seal.seal(JSON.stringify(directed), place), { mode: 0o600, flush: true });
      await rename(half, this.path);
    } finally {
      await rm(half, { force: true });
    }
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');
