import { Controller } from '@nestjs/common';
import { type EventOf, messageIncomplete, mediaStored, mediaUnavailable } from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { recordIncomplete } from './use-cases/record-incomplete.ts';
import { recordMedia } from './use-cases/record-media.ts';

/** What becomes of customers' texts after they came: of their files, and that parts of them are missing. */
@Controller()
export class MediaReactions {
  @ReactsInBulk(mediaStored, 'conversations.record-media-stored')
  stored(tx: Transaction, events: readonly EventOf<typeof mediaStored>[]): Promise<void> {
    return recordMedia(tx, events);
  }

  @ReactsInBulk(mediaUnavailable, 'conversations.record-media-unavailable')
  unavailable(tx: Transaction, events: readonly EventOf<typeof mediaUnavailable>[]): Promise<void> {
    return recordMedia(tx, events);
  }

  @ReactsInBulk(messageIncomplete, 'conversations.record-incomplete')
  incomplete(tx: Transaction, events: readonly EventOf<typeof messageIncomplete>[]): Promise<void> {
    return recordIncomplete(tx, events);
  }
}
