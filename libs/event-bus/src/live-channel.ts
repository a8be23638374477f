import type { LiveAudience } from '#contracts';
import type { Shown } from './transaction.ts';

/** A frame as it travels: written once as the JSON that a desk gets, which nobody on the way has to read. */
export interface Said {
  readonly audience: LiveAudience;
  readonly frame: string;
}
export const saidOf = ({ audience, frame }: Shown): Said => ({ audience, frame: JSON.stringify(frame) });

export type LiveListener = (said: readonly Said[]) => void;

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
    const said = shown.map(saidOf);
    for (const listener of this.listeners) {
      try {
        listener(said);
      } catch {
        // a listener's trouble is not the sender's
      }
    }
  }

  async listen(listener: LiveListener): Promise<void> {
    this.listeners.push(listener);
  }
}
