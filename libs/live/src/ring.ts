/** One thing that was said, and its number. */
export interface Kept<Said> {
  readonly number: number;
  readonly said: Said;
}

/** The last things that were said, in order, so that somebody who was away for a moment can hear them again. */
export class Ring<Said> {
  private readonly kept: (Kept<Said> | undefined)[];
  private last = 0;
  /** What is older cannot be told any more. */
  private firstKnown = 1;

  constructor(private readonly size: number) {
    this.kept = Array.from({ length: size });
  }

  /** The number of the latest. */
  get latest(): number {
    return this.last;
  }

  add(said: Said): Kept<Said> {
    const entry = { number: ++this.last, said };
    this.kept[entry.number % this.size] = entry;
    this.firstKnown = Math.max(this.firstKnown, entry.number - this.size + 1);
    return entry;
  }

  /** Something may have been said that is not here: nobody can go on from before this moment. */
  lose(): void {
    this.firstKnown = ++this.last + 1;
  }

  /** Everything after this number, in order; null when that is not known any more. */
  after(number: number): Kept<Said>[] | null {
    if (!Number.isSafeInteger(number) || number > this.last || number < this.firstKnown - 1) return null;
    return Array.from({ length: this.last - number }, (_, index) => this.kept[(number + 1 + index) % this.size]!);
  }
}
