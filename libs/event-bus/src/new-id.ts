import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Randomness is drawn for many ids at once: drawn for each, it was a tenth of what our processes computed. */
const drawn = Buffer.alloc(16 * 256);
let used = drawn.length;

function random(): Uint8Array {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += 16;
  return drawn.subarray(used - 16, used);
}

let msecs = 0;
let seq = 0;

/** A new id that sorts by time, and in one process by when it was asked for (UUID v7 with a counter of 32 bits). */
export function newId(now: number = Date.now()): string {
  const bytes = random();
  if (now > msecs) {
    msecs = now;
    seq = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) >>> 1; // leaves room to count
  } else if (seq === 0xffff_ffff) {
    msecs += 1;
    seq = 0;
  } else {
    seq += 1;
  }
  return v7({ msecs, seq, random: bytes });
}
