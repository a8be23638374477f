import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { attachable, Refusal } from '#contracts';
import { settings } from '#copies';
import { Database, Outage } from '#event-bus';
import { type FileLimits, mostBytes, whyNotOut } from '../domain/file-rules.ts';
import { typeIn } from '../domain/incoming-media.ts';
import { type Media, placeOfUpload } from '../domain/media.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { channelSettings } from '../storage/channel-settings.ts';
import { media } from '../storage/media.ts';
import { keepUpload, sameUpload, type Upload } from '../use-cases/keep-upload.ts';
import { FileStorage } from './file-storage.ts';
import { Spool, type Spooled, TooLarge } from './spool.ts';

const refusals: Record<'too-large' | 'blocked-type' | 'infected', (file?: Spooled) => Refusal> = {
  'too-large': () => new Refusal('file-too-large', 'The file is larger than may be sent.', 'file'),
  'blocked-type': (file) => {
    const may = `Only these may be sent, as far as your organisation lets them through: ${attachable.extensions.join(', ')}.`;
    return new Refusal('file-type-blocked', `${may} This file is ${file?.contentType} inside.`, 'file');
  },
  infected: () => new Refusal('file-infected', 'The virus scanner found something in this file.', 'file'),
};

/** Takes in what agents attach: looked at first, then kept, then written down. */
@Injectable()
export class Attachments {
  constructor(
    private readonly database: Database,
    private readonly storage: FileStorage,
    private readonly spool: Spool,
    private readonly gateway: GatewaySettings,
  ) {}

  /** Refused as `attachments-off`, `file-too-large`, `file-type-blocked`, `file-infected`, `already-exists`. */
  async keep(upload: Upload, bytes: Readable): Promise<Media> {
    const limits = await this.limitsOn(upload);
    const stated = {
      statedType: typeIn(upload.statedType),
      fileName: upload.fileName,
      atMost: Math.min(mostBytes(limits), attachable.bytes),
    };
    try {
      return await this.spool.with(bytes, stated, (file) => this.looked(upload, file, limits));
    } catch (error) {
      if (error instanceof TooLarge) throw refusals['too-large']();
      throw error;
    }
  }

  private async looked(upload: Upload, file: Spooled, limits: FileLimits): Promise<Media> {
    const reason = whyNotOut(file, limits);
    if (reason) throw refusals[reason](file);
    const known = await this.database.read((manager) => media({ manager }).find(upload.id));
    const same = sameUpload(known, upload, file.hash);
    if (same) return same;
    await this.scan(file);
    const { contentType, size, hash } = file;
    const place = placeOfUpload(upload.id, hash);
    await this.storage.put(place, file.path, contentType);
    try {
      return await this.database.transact((tx) => keepUpload(tx, upload, { contentType, size, hash }));
    } catch (error) {
      if (error instanceof Refusal) await this.forget(upload, place);
      throw error;
    }
  }

  /** Another file came under the id meanwhile, here or at another replica: nothing of this one stays, unless both are the same bytes. */
  private async forget({ id }: Upload, place: string): Promise<void> {
    const winner = await this.database.read((manager) => media({ manager }).find(id));
    if (winner?.storedAs !== place) await this.storage.remove(place);
  }

  private async scan({ path }: Spooled): Promise<void> {
    const finding = await this.gateway.virusScan?.look(path).catch((error: unknown) => {
      throw new Outage('The virus scanner is away.', { cause: error });
    });
    if (finding?.kind === 'infected') throw refusals.infected();
  }

  private async limitsOn({ channelId }: Upload): Promise<FileLimits> {
    return this.database.read(async (manager) => {
      const channel = (await channelSettings({ manager }).of([channelId])).get(channelId);
      if (!channel?.agentsMayAttach)
        throw new Refusal('attachments-off', 'On this channel agents attach no files.', 'channelId');
      return (await settings({ manager }).inForce()).organisation.attachments;
    });
  }
}
