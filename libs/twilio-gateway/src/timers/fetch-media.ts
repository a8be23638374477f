import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { settings } from '#copies';
import { Database, Loops } from '#event-bus';
import { Directory } from '../directory.ts';
import { carrierAt, carriersOf, type Channel } from '../domain/account.ts';
import { type FileLimits, mostBytes, whyNotIn } from '../domain/file-rules.ts';
import { typeIn } from '../domain/incoming-media.ts';
import { type Failure, failed, type Media, refused, stored } from '../domain/media.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { FileStorage } from '../media/file-storage.ts';
import { Spool, type Spooled, TooLarge } from '../media/spool.ts';
import type { OpenedAccount } from '../opened-account.ts';
import { copies } from '../storage/copies.ts';
import { media } from '../storage/media.ts';
import { type NotOpened, type OpenedFile, TwilioMedia } from '../twilio-media.ts';
import { recordMedia } from '../use-cases/record-media.ts';
import { takeMedia } from '../use-cases/take-media.ts';

/** What is due but another process is taking is looked at again after this. */
const aSecond = 1_000;

/** What a try came to: a change of the file that was tried. */
type Outcome = (media: Media, now: Date) => Media;

const failing = (reason: Failure): Outcome => {
  const chance = Math.random();
  return (media, now) => failed(media, reason, now, chance);
};
const refusing =
  (reason: Media['reason'] & string): Outcome =>
  (media, now) =>
    refused(media, reason, now);

/**
 * Fetches customers' files from Twilio, some at a time: first it was written down that one is tried, then it is fetched to the local disk,
 * looked at and kept, then that is written down. No transaction is open meanwhile; a crash makes it due again after a while.
 */
@Injectable()
export class FetchMedia implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly log = new Logger('gateway.fetch-media');
  private readonly underWay = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly loops: Loops,
    private readonly directory: Directory,
    private readonly twilio: TwilioMedia,
    private readonly storage: FileStorage,
    private readonly spool: Spool,
    private readonly gateway: GatewaySettings,
  ) {
    loops.add('fetch-media', () => this.fillLanes());
  }

  /** True when there may be more for lanes that are free, else in how many milliseconds the next is to be tried. */
  private async fillLanes(): Promise<boolean | number> {
    const free = this.gateway.mediaAtOnce - this.underWay.size;
    if (this.closing.signal.aborted || free <= 0) return false;
    const taken = await this.database.transact((tx) => takeMedia(tx, free));
    for (const media of taken) this.setOff(media);
    if (taken.length > 0) return true;
    const next = await this.database.read((manager) => media({ manager }).nextDue());
    return next !== null && Math.max(aSecond, next.getTime() - this.database.now().getTime());
  }

  private setOff(media: Media): void {
    const journey = this.handle(media).finally(() => {
      this.underWay.delete(journey);
      this.loops.get('fetch-media')?.wake();
    });
    this.underWay.add(journey);
  }

  private async handle(media: Media): Promise<void> {
    try {
      const outcome = media.state === 'erased' ? await this.removed(media) : await this.fetched(media);
      await this.database.transact((tx) => recordMedia(tx, media, (now) => outcome(now, tx.now)));
    } catch (error) {
      this.log.error(`What became of file ${media.id} could not be written down: ${nameOf(error)}`);
    }
  }

  /** The bytes of what was erased go after the row said so. */
  private async removed({ id, storedAs }: Media): Promise<Outcome> {
    try {
      await this.storage.remove(storedAs ?? id);
      return (media) => ({ ...media, dueAt: null });
    } catch (error) {
      this.log.error(`File ${id} could not be removed, and will be tried again: ${nameOf(error)}`);
      return (media) => media;
    }
  }

  private async fetched(media: Media): Promise<Outcome> {
    const channel = await this.database.read((manager) => copies({ manager }).channel(media.channelId));
    if (!channel || media.textSid === null) return failing('channel-gone');
    const opened = await this.opened(media, channel);
    if (opened.kind === 'not-opened') return failing(opened.reason);
    const limits = await this.limits();
    const atMost = mostBytes(limits);
    if (opened.size !== null && opened.size > atMost) {
      opened.bytes.destroy();
      return refusing('too-large');
    }
    const stated = { statedType: media.statedType ?? typeIn(opened.contentType), fileName: null, atMost };
    try {
      return await this.spool.with(opened.bytes, stated, (file) => this.keep(media, file, limits));
    } catch (error) {
      if (error instanceof TooLarge) return refusing('too-large');
      return failing(isOfTheDisk(error) ? 'storage-failed' : 'provider-failed');
    }
  }

  /** At the account that carried its text; where the number moved meanwhile, that may have been another one. */
  private async opened(media: Media, channel: Channel): Promise<OpenedFile | NotOpened> {
    const first = carrierAt(channel, media.createdAt);
    let answer: OpenedFile | NotOpened | undefined;
    for (const id of new Set([first, ...carriersOf(channel)])) {
      // its credentials may be on their way, or be opened again with another key
      const account = await this.directory.account(id);
      const next = account ? await this.openAt(account, media) : failedThere;
      if (next.kind === 'opened') return next;
      answer ??= next;
      if (next.reason !== 'not-found') break;
    }
    return answer ?? failedThere;
  }

  private async openAt(account: OpenedAccount, media: Media): Promise<OpenedFile | NotOpened> {
    if (account.provider !== 'twilio') return { kind: 'not-opened', reason: 'not-found' };
    const fileSid = media.fileSid ?? (await this.sidOf(account, media));
    if (typeof fileSid !== 'string') return { kind: 'not-opened', reason: fileSid?.reason ?? 'not-found' };
    return this.twilio.open(account, media.textSid!, fileSid, this.closing.signal);
  }

  private async keep(media: Media, file: Spooled, limits: FileLimits): Promise<Outcome> {
    const reason = whyNotIn(file, limits);
    if (reason) return refusing(reason);
    try {
      const finding = await this.gateway.virusScan?.look(file.path);
      if (finding?.kind === 'infected') return refusing('infected');
    } catch {
      return failing('scan-failed');
    }
    try {
      await this.storage.put(media.id, file.path, file.contentType);
    } catch (error) {
      this.log.error(`File ${media.id} could not be stored: ${nameOf(error)}`);
      return failing('storage-failed');
    }
    const { contentType, size, hash } = file;
    return (before, now) => stored(before, { contentType, size, hash }, now);
  }

  private async sidOf(account: OpenedAccount, { textSid, index }: Media) {
    const listed = await this.twilio.list(account, textSid!, this.closing.signal);
    return 'kind' in listed ? listed : listed[index];
  }

  private async limits(): Promise<FileLimits> {
    const { organisation } = await this.database.read((manager) => settings({ manager }).inForce());
    return organisation.attachments;
  }

  /** Resolves when no file is being fetched. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  onModuleDestroy(): void {
    this.closing.abort();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.settled();
  }
}

const failedThere: NotOpened = { kind: 'not-opened', reason: 'provider-failed' };
const isOfTheDisk = (error: unknown): boolean => error instanceof Error && 'syscall' in error && 'path' in error;
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');
