import { Injectable } from '@nestjs/common';
import { Database, Loops } from '#event-bus';
import { ConversationsSettings } from '../conversations-settings.ts';
import { takeAudience } from '../storage/audiences.ts';
import { takeSomeAudience } from '../use-cases/take-audience.ts';

/** Takes files of people to write to into their runs, a part in each transaction, on whichever replica comes first. */
@Injectable()
export class TakeAudience {
  constructor(database: Database, { country }: ConversationsSettings, loops: Loops) {
    loops.add(takeAudience, () => database.transact((tx) => takeSomeAudience(tx, country)), { everyMs: 60_000 });
  }
}
