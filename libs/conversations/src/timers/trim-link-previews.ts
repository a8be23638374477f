import { Injectable } from '@nestjs/common';
import { hourMs } from '#contracts';
import { Database, Loops } from '#event-bus';
import { linkPreviews } from '../storage/link-previews.ts';

const atOnce = 5_000;

/** Every hour: what lay behind links a day ago is forgotten. */
@Injectable()
export class TrimLinkPreviews {
  constructor(database: Database, loops: Loops) {
    const some = () => database.transact(async (tx) => (await linkPreviews(tx).forgetStale(tx.now, atOnce)) === atOnce);
    loops.add('trim-link-previews', some, { everyMs: hourMs });
  }
}
