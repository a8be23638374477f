import { type AttachmentView, type ChannelId, dayMs, hourMs, type MediaId } from '#contracts';
import type { Shelf } from './outbox.ts';
import { Refused } from './refused.ts';
import { waitAfter } from './sender.ts';

/** A file that somebody attached to a text that is not sent yet. */
export interface Attached {
  readonly id: MediaId;
  readonly conversationId: string;
  readonly channelId: ChannelId;
  /** Who attached it: nobody else's sign-in sends it. */
  readonly by: string;
  readonly file: Blob;
  readonly fileName: string;
  readonly contentType: string;
  /** In bytes. */
  readonly size: number;
  /** When it was attached, and since when the server has it; null: not yet. */
  readonly at: number;
  readonly keptAt: number | null;
  /** The text that takes it along; null while it is beside the words that are being written. */
  readonly textId: string | null;
}

/** As it is drawn: how much of it has left, from 0 to 1. */
export type AttachedNow = Attached & { readonly progress: number };

export interface Uploads {
  readonly upload: (
    file: Attached,
    progress: { readonly onProgress: (part: number) => void; readonly signal: AbortSignal },
  ) => Promise<AttachmentView>;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
  readonly newId: () => MediaId;
}

/** The server throws away after a day what no text took along: what is older than this leaves once more, under another id. */
const keptFor = 12 * hourMs;
/** Files beside words that nobody came back to. */
const forgottenAfter = 14 * dayMs;
const none: readonly AttachedNow[] = [];

/** What a text says of a file that goes along. */
export const asAttachment = ({ id, fileName, contentType, size }: Attached): AttachmentView => ({
  id,
  fileName,
  contentType,
  size,
});

/**
 * The files of texts that are not sent yet: on the shelf before anything is sent, uploaded one after the other, also over reloads. Beside
 * the words they are shown until Enter; from then on they belong to their text until the server has it.
 */
export class Attachments {
  private readonly files = new Map<string, AttachedNow>();
  private readonly leaving = new Map<string, { readonly done: Promise<void>; readonly stop: AbortController }>();
  private readonly drawn = new Map<string, readonly AttachedNow[]>();
  private readonly refused = new Map<string, readonly string[]>();
  private readonly watchers = new Set<() => void>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly shelf: Shelf<Attached>,
    private readonly wires: Uploads,
  ) {}

  /** Takes back from the shelf what this person had attached, and goes on uploading it. */
  async open(by: string): Promise<void> {
    for (const found of await this.shelf.all()) {
      if (this.wires.now() - found.at > forgottenAfter) void this.shelf.remove(found.id).catch(ignore);
      else if (found.by === by && !this.files.has(found.id)) this.takeBack(found);
    }
    this.tell();
  }

  /** Keeps a file and begins to upload it. */
  add(file: Omit<Attached, 'keptAt' | 'textId' | 'id' | 'at'>): void {
    this.refused.delete(file.conversationId);
    this.begin({ ...file, id: this.wires.newId(), at: this.wires.now(), keptAt: null, textId: null });
    this.tell();
  }

  /** Files that cannot go along, each with its sentence: said until something else is attached or sent. */
  say(conversationId: string, sentences: readonly string[]): void {
    if (sentences.length > 0) this.refused.set(conversationId, sentences);
    else this.refused.delete(conversationId);
    this.tell();
  }

  remove(id: string): void {
    this.leaving.get(id)?.stop.abort();
    this.leaving.delete(id);
    this.files.delete(id);
    void this.shelf.remove(id).catch(ignore);
    this.tell();
  }

  /** From now on these belong to this text. */
  claim(ids: readonly string[], textId: string): void {
    this.change(ids, { textId });
  }

  /** The text was not sent: its files are beside the words again. One that the server does not have is tried once more, and says why not. */
  release(textId: string): void {
    const ids = this.idsOf(textId);
    this.change(ids, { textId: null });
    for (const file of ids.map((id) => this.files.get(id)!)) if (file.keptAt === null) this.begin(file);
    this.tell();
  }

  /** The text is sent, or thrown away. */
  drop(textId: string): void {
    for (const id of this.idsOf(textId)) this.remove(id);
  }

  /** Resolves when the server has these files; throws `Refused` when it does not take one. Ids that are not known here are there already. */
  async kept(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.leaving.get(id)?.done;
  }

  /** The same array until something changes. */
  readonly beside = (conversationId: string): readonly AttachedNow[] => this.drawn.get(conversationId) ?? none;
  readonly sentences = (conversationId: string): readonly string[] => this.refused.get(conversationId) ?? noSentences;
  readonly watch = (tell: () => void): (() => void) => {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  };

  private takeBack(found: Attached): void {
    const isOld = found.keptAt !== null && this.wires.now() - found.keptAt > keptFor;
    if (found.keptAt !== null && !isOld) return void this.files.set(found.id, { ...found, progress: 1 });
    if (!isOld || found.textId !== null) return this.begin(found);
    void this.shelf.remove(found.id).catch(ignore);
    this.begin({ ...found, id: this.wires.newId(), keptAt: null });
  }

  private begin(file: Attached): void {
    this.files.set(file.id, { ...file, progress: 0 });
    const kept = this.shelf.put(file).catch(ignore);
    const stop = new AbortController();
    const done = this.last.then(() => kept).then(() => this.leave(file.id, stop.signal));
    this.last = done.catch(ignore);
    this.leaving.set(file.id, { done, stop });
  }

  private async leave(id: string, signal: AbortSignal): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      const file = this.files.get(id);
      if (!file || signal.aborted) return;
      try {
        await this.wires.upload(file, { onProgress: (progress) => this.change([id], { progress }), signal });
        this.change([id], { progress: 1, keptAt: this.wires.now() });
        this.leaving.delete(id);
        return;
      } catch (error) {
        if (error instanceof Refused) {
          this.turnAway(id, error);
          throw error;
        }
        if (!signal.aborted) await this.wires.pause(waitAfter(attempt));
      }
    }
  }

  /** Beside the words it goes, and its sentence stays; a text that has it is refused as a whole. */
  private turnAway(id: string, { message }: Refused): void {
    const file = this.files.get(id);
    if (!file || file.textId !== null) return;
    this.remove(id);
    this.say(file.conversationId, [...this.sentences(file.conversationId), `${file.fileName}: ${message}`]);
  }

  private change(ids: readonly string[], changes: Partial<AttachedNow>): void {
    for (const id of ids) {
      const before = this.files.get(id);
      if (!before) continue;
      const { progress, ...file } = { ...before, ...changes };
      this.files.set(id, { ...file, progress });
      const isProgress = Object.keys(changes).join() === 'progress';
      if (!isProgress) void this.shelf.put(file).catch(ignore);
    }
    this.tell();
  }

  private idsOf(textId: string): readonly string[] {
    return [...this.files.values()].flatMap((file) => (file.textId === textId ? [file.id] : []));
  }

  private tell(): void {
    this.drawn.clear();
    for (const file of this.files.values()) {
      if (file.textId !== null) continue;
      this.drawn.set(file.conversationId, [...(this.drawn.get(file.conversationId) ?? none), file]);
    }
    this.watchers.forEach((tell) => tell());
  }
}

const noSentences: readonly string[] = [];
const ignore = () => undefined;
