import type { Outbox, Unsent } from './outbox.ts';
import { Refused } from './refused.ts';

export interface Wires {
  /** One attempt; a repeat under the same id is the same text. Throws `Refused` when it may not be sent at all. */
  readonly write: (text: Unsent) => Promise<unknown>;
  /** Resolves after the wait before another attempt, or as soon as the network is back. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Resolves once a text that can be taken back no longer is. */
  readonly hold: (text: Unsent) => Promise<void>;
}

/** Milliseconds before attempt number `attempt` + 2: one second, doubling, at most fifteen. */
export const waitAfter = (attempt: number): number => Math.min(1_000 * 2 ** attempt, 15_000);

/**
 * Sends each text at most once: its id stays with it through retries and reloads. One at a time for a conversation, so in order;
 * conversations do not wait for each other. Retries go on in hidden tabs too, which is why this is no query-library mutation.
 */
export class Sender {
  private readonly chains = new Map<string, Promise<void>>();

  constructor(
    private readonly outbox: Outbox,
    private readonly wires: Wires,
  ) {}

  /** Keeps the text, then sends it after those of its conversation that are before it. Resolves when it is sent or refused. */
  send(text: Unsent): Promise<void> {
    const kept = this.outbox.keep(text).catch(() => undefined);
    const before = this.chains.get(text.conversationId) ?? Promise.resolve();
    const turn = before.then(() => kept).then(() => this.deliver(text));
    this.chains.set(text.conversationId, turn);
    return turn;
  }

  /** Resolves when the texts of this conversation that were written so far are sent or refused. */
  settled(conversationId: string): Promise<void> {
    return this.chains.get(conversationId) ?? Promise.resolve();
  }

  /** Sends what an earlier window left behind, in its order. */
  async resume(by: string): Promise<void> {
    for (const text of await this.outbox.open(by)) void this.send(text);
  }

  private async deliver(written: Unsent): Promise<void> {
    const text = await this.release(written);
    if (text === null) return;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.wires.write(text);
        return await this.outbox.forget(text);
      } catch (error) {
        if (error instanceof Refused) return this.outbox.refuse(text, { code: error.code, sentence: error.message });
        await this.wires.pause(waitAfter(attempt));
      }
    }
  }

  /** The text as it goes out, once it can no longer be taken back; null when it was. */
  private async release(text: Unsent): Promise<Unsent | null> {
    if (!text.heldUntil) return text;
    await this.wires.hold(text);
    if (!this.outbox.of(text.conversationId).some(({ id }) => id === text.id)) return null;
    const going = { ...text, heldUntil: undefined };
    void this.outbox.keep(going).catch(() => undefined);
    return going;
  }
}
