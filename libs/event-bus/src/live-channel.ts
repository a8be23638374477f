import type { Shown } from './transaction.ts';

export type LiveListener = (shown: readonly Shown[]) => void;

/** Carries frames of the live view between processes. Transient: what nobody hears is gone, and lists can always be read again. */
export abstract class LiveChannel {
  /** Returns at once and never throws: what is shown has been committed already. */
  abstract send(shown: readonly Shown[]): void;
  /** Hears every frame of every service from now on. `onGap` is called when frames may have been missed. */
  abstract listen(listener: LiveListener, onGap: () => void): Promise<void>;
  async close(): Promise<void> {}
}

/** For one process that runs everything. */
export class MemoryLiveChannel extends LiveChannel {
  private readonly listeners: LiveListener[] = [];

  send(shown: readonly Shown[]): void {
    for (const listener of this.listeners) {
      try {
        listener(shown);
      } catch {
        // a listener's trouble is not the sender's
      }
    }
  }

  async listen(listener: LiveListener): Promise<void> {
    this.listeners.push(listener);
  }
}
