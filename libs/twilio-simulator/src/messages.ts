import type { Message } from './domain/message.ts';

export type Media = Readonly<{
  sid: string;
  accountSid: string;
  messageSid: string;
  contentType: string;
  bytes: Uint8Array;
  createdAt: Date;
  /** Before this it answers 404. */
  readyAt: Date;
}>;

/** Takes the oldest entries out of a map that keeps the order of insertion. */
export function forget<Value>(map: Map<string, Value>, isTooMuch: () => boolean): void {
  for (const key of map.keys()) {
    if (!isTooMuch()) return;
    map.delete(key);
  }
}

/** What Twilio's message list holds, the newest first when it is read; the oldest is forgotten. */
export class Messages {
  private readonly bySid = new Map<string, Message>();
  private readonly media = new Map<string, Media>();
  private mediaBytes = 0;

  private readonly keep: Readonly<{ messages: number; mediaBytes: number }>;

  constructor(keep: Readonly<{ messages: number; mediaBytes: number }>) {
    this.keep = keep;
  }

  /** Adds a text or replaces it by its later state. */
  put(message: Message): void {
    this.bySid.set(message.sid, message);
    forget(this.bySid, () => this.bySid.size > this.keep.messages);
  }

  find(accountSid: string, sid: string): Message | undefined {
    const message = this.bySid.get(sid);
    return message?.accountSid === accountSid ? message : undefined;
  }

  remove(sid: string): void {
    this.bySid.delete(sid);
  }

  /** The texts of an account that fit, newest first. */
  list(accountSid: string, fits: (message: Message) => boolean = () => true): Message[] {
    return [...this.bySid.values()].filter((message) => message.accountSid === accountSid && fits(message)).reverse();
  }

  putMedia(media: Media): void {
    this.media.set(media.sid, media);
    this.mediaBytes += media.bytes.length;
    for (const old of this.media.values()) {
      if (this.mediaBytes <= this.keep.mediaBytes || old === media) break;
      this.removeMedia(old.sid);
    }
  }

  findMedia(sid: string): Media | undefined {
    return this.media.get(sid);
  }

  mediaOf(message: Message): Media[] {
    return message.media.flatMap((sid) => this.media.get(sid) ?? []);
  }

  removeMedia(sid: string): void {
    this.mediaBytes -= this.media.get(sid)?.bytes.length ?? 0;
    this.media.delete(sid);
  }

  clear(): void {
    this.bySid.clear();
    this.media.clear();
    this.mediaBytes = 0;
  }
}
