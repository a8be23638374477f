import { mostInPack } from './packs.ts';

/** So many at the door at once are a rush: at a rate that is kept up with there are a handful. */
const crowd = 32;
/** A rush that was not seen for so long is over. */
const overMs = 50;
/** In a rush something is handed on so often: what is handed on together costs the others less. */
const everyMs = 250;
/** One in so many is handed on meanwhile. */
const oneIn = 3;

/**
 * What comes in goes before what is handed on: while there is a rush at a service's door, two thirds of what was taken in durably wait in the outbox until it
 * is over. The processor is the door's meanwhile, and the others work the burst off afterwards, in larger parts.
 */
export class Rush {
  private atTheDoor = 0;
  private seenAt = -Infinity;
  private handedOnAt = -Infinity;
  /** Taken in since something was handed on. */
  private came = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Takes in one, who is at the door until this resolves. */
  async takeIn<T>(work: () => Promise<T>): Promise<T> {
    this.atTheDoor += 1;
    this.came += 1;
    if (this.atTheDoor >= crowd) this.seenAt = this.now();
    try {
      return await work();
    } finally {
      this.atTheDoor -= 1;
    }
  }

  /** Hands on by `move`, which moves so many rows at most and says whether there may be more. Answers as a loop does: whether to go on, or in how many milliseconds. */
  async handOn(move: (most?: number) => Promise<boolean>): Promise<boolean | number> {
    const now = this.now();
    if (this.atTheDoor < crowd && now - this.seenAt > overMs) {
      this.came = 0;
      return move();
    }
    const waitMs = this.handedOnAt + everyMs - now;
    if (waitMs > 0) return Math.min(waitMs, overMs);
    this.handedOnAt = now;
    const rows = Math.ceil(this.came / oneIn / mostInPack);
    this.came = 0;
    if (rows > 0) await move(rows);
    return overMs;
  }
}
