/** Whoever let so many in a row wait in vain counts as away, */
const mostSilences = 8;
/** and is asked by so many at a time until one of them is answered. */
const probes = 2;

/**
 * Which of those who are asked outside answer at all, as far as this process knows: who lets everybody wait must not hold up those who are asked
 * of others, nor have every customer wait for as long as one may (product.md 25.10).
 */
export class Answering {
  private readonly silences = new Map<string, number>();
  private readonly asked = new Map<string, number>();

  /** False: it is not worth waiting for an answer now. Else whoever asks says how that ended. */
  begin(target: string): boolean {
    const asked = this.asked.get(target) ?? 0;
    if ((this.silences.get(target) ?? 0) >= mostSilences && asked >= probes) return false;
    this.asked.set(target, asked + 1);
    return true;
  }

  end(target: string, { isSilent }: { readonly isSilent: boolean }): void {
    const asked = this.asked.get(target)! - 1;
    if (asked > 0) this.asked.set(target, asked);
    else this.asked.delete(target);
    if (isSilent) this.silences.set(target, (this.silences.get(target) ?? 0) + 1);
    else this.silences.delete(target);
  }
}
