import { forget } from './messages.ts';

/** A text as a person sees it on the phone. */
export type PhoneText = Readonly<{
  sid: string;
  /** `sent` by the person, or `received`. */
  direction: 'sent' | 'received';
  /** Our number on the other side. */
  number: string;
  body: string;
  media: readonly Readonly<{ sid: string; contentType: string }>[];
  /** ISO 8601. */
  at: string;
  /** For a sent text: what became of its webhook. */
  state: 'sending' | 'taken' | 'lost' | 'received';
  /** HTTP status of the answer to its webhook. */
  status?: number;
}>;

export type Notice = Readonly<{ phone: string; text: PhoneText }>;

/** The customers' phones: what each one sent and got. Phones and texts beyond the limit are forgotten, oldest first. */
export class Phones {
  private readonly threads = new Map<string, PhoneText[]>();
  private readonly listeners = new Set<(notice: Notice) => void>();

  private readonly keep: Readonly<{ phones: number; textsPerPhone: number }>;

  constructor(keep: Readonly<{ phones: number; textsPerPhone: number }>) {
    this.keep = keep;
  }

  /** Everything on this phone, oldest first. */
  thread(phone: string): readonly PhoneText[] {
    return this.threads.get(phone) ?? [];
  }

  /** Adds a text, or replaces the one with the same SID. */
  put(phone: string, text: PhoneText): void {
    const thread = this.threads.get(phone) ?? [];
    this.threads.delete(phone);
    this.threads.set(phone, thread);
    const index = thread.findLastIndex(({ sid, direction }) => sid === text.sid && direction === text.direction);
    if (index < 0) thread.push(text);
    else thread[index] = text;
    if (thread.length > this.keep.textsPerPhone) thread.shift();
    forget(this.threads, () => this.threads.size > this.keep.phones);
    for (const listener of this.listeners) listener({ phone, text });
  }

  listen(listener: (notice: Notice) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The first text this phone got, or gets within the time, that fits. */
  received(phone: string, fits: (text: PhoneText) => boolean, withinMs: number): Promise<PhoneText> {
    const got = this.thread(phone).find((text) => text.direction === 'received' && fits(text));
    if (got) return Promise.resolve(got);
    return new Promise((resolve, reject) => {
      const settle = () => {
        stop();
        clearTimeout(timer);
      };
      const stop = this.listen(({ phone: other, text }) => {
        if (other !== phone || text.direction !== 'received' || !fits(text)) return;
        settle();
        resolve(text);
      });
      const timer = setTimeout(() => {
        settle();
        const bodies = this.thread(phone).filter(({ direction }) => direction === 'received');
        reject(
          new Error(
            `${phone} got no such text within ${withinMs} ms, only ${JSON.stringify(bodies.map(({ body }) => body))}.`,
          ),
        );
      }, withinMs);
    });
  }

  clear(): void {
    this.threads.clear();
  }
}
