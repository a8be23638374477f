import { Controller } from '@nestjs/common';
import { dispositionsRecorded, type EventOf } from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { followDispositions } from './use-cases/follow-dispositions.ts';

/** What conversations came to, as far as it says whom we may text. */
@Controller()
export class DispositionReactions {
  @ReactsInBulk(dispositionsRecorded, 'gateway.follow-dispositions')
  follow(tx: Transaction, events: readonly EventOf<typeof dispositionsRecorded>[]): Promise<void> {
    return followDispositions(tx, events);
  }
}
