import { Controller } from '@nestjs/common';
import { type EventOf, mediaStored, mediaUnavailable } from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { recordMedia } from './use-cases/record-media.ts';

/** What becomes of the files of texts. */
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
}
