/** Chance that can be repeated: the same seed gives the same numbers, SIDs and tokens. */
export class Chance {
  private state: number;

  constructor(state: number) {
    this.state = state;
  }

  /** A number from 0 to below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** So many hexadecimal digits; a multiple of 8. */
  hex(digits: number): string {
    let hex = '';
    while (hex.length < digits)
      hex += Math.floor(this.next() * 4_294_967_296)
        .toString(16)
        .padStart(8, '0');
    return hex;
  }

  /** An id as Twilio makes them: two letters and 32 hexadecimal digits. */
  sid(prefix: string): string {
    return prefix + this.hex(32);
  }
}
