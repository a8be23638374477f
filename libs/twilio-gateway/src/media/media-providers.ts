import { join } from 'node:path';
import type { Provider } from '@nestjs/common';
import { SignedLinks } from '#secrets';
import { GatewaySettings } from '../gateway-settings.ts';
import { FetchMedia } from '../timers/fetch-media.ts';
import { SweepMedia } from '../timers/sweep-media.ts';
import { TwilioMedia } from '../twilio-media.ts';
import { BucketStorage, FileStorage, FolderStorage } from './file-storage.ts';
import { Attachments } from './attachments.ts';
import { MediaLinks } from './media-links.ts';
import { Spool } from './spool.ts';

/** What keeps, fetches and shows the files of texts. */
export const mediaProviders: Provider[] = [
  {
    provide: FileStorage,
    inject: [GatewaySettings],
    useFactory: ({ mediaBucket, mediaFolder }: GatewaySettings) =>
      mediaBucket ? new BucketStorage(mediaBucket) : new FolderStorage(mediaFolder),
  },
  {
    provide: Spool,
    inject: [GatewaySettings],
    useFactory: ({ mediaFolder }: GatewaySettings) => new Spool(join(mediaFolder, 'spool')),
  },
  {
    provide: TwilioMedia,
    inject: [GatewaySettings],
    useFactory: (settings: GatewaySettings) => new TwilioMedia(settings),
  },
  { provide: SignedLinks, useFactory: () => SignedLinks.ofEnvironment() },
  MediaLinks,
  Attachments,
  FetchMedia,
  SweepMedia,
];
