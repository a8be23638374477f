import { Injectable } from '@nestjs/common';
import { hourMs } from '#contracts';
import { Database, Loops } from '#event-bus';
import { erased } from '../domain/media.ts';
import { Spool } from '../media/spool.ts';
import { media } from '../storage/media.ts';
import { sayMedia } from '../use-cases/say-media.ts';

/** How long a file that an agent attached waits for a text to go with. */
const unattachedForMs = 24 * hourMs;
const atOnce = 100;

/** Every hour: throws away what agents attached and never sent, and what killed processes left on the local disk. */
@Injectable()
export class SweepMedia {
  constructor(
    private readonly database: Database,
    private readonly spool: Spool,
    loops: Loops,
  ) {
    loops.add('sweep-media', () => this.sweep(), { everyMs: hourMs });
  }

  private async sweep(): Promise<boolean> {
    const now = this.database.now().getTime();
    await this.spool.sweep(new Date(now - hourMs));
    return this.database.transact(async (tx) => {
      const forgotten = await media(tx).unattachedSince(new Date(tx.now.getTime() - unattachedForMs), atOnce);
      const gone = forgotten.map((one) => erased(one, tx.now));
      await media(tx).save(gone);
      for (const one of gone) sayMedia(tx, one);
      if (gone.length > 0) tx.wake('fetch-media');
      return gone.length === atOnce;
    });
  }
}
