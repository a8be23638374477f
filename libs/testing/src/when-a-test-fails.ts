/** Says how things stood, in a few lines of text. */
export type Witness = () => Promise<string>;

/** Jest's side and that of the tests load this file each for itself: what both know is kept where both see it. */
const place = Symbol.for('parley.witnesses');
const known = globalThis as { [place]?: Witness[] };

/** Who is asked when a test of this file fails, before anything is cleared away. */
export function whenATestFails(witness: Witness): void {
  (known[place] ??= []).push(witness);
}

/** The next file of tests has witnesses of its own. */
export function forgetWitnesses(): void {
  delete known[place];
}

/** Adds to an error what the witnesses say. One that cannot say anything is passed over: the error matters. */
export async function addWhatWasSeen(error: unknown): Promise<void> {
  if (!(error instanceof Error) || !known[place]) return;
  const told = await Promise.allSettled(known[place].map((witness) => witness()));
  const seen = told.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []));
  if (seen.length === 0) return;
  const message = [error.message, ...seen].join('\n\n');
  const stack = error.stack?.replace(error.message, () => message);
  error.message = message;
  if (stack) error.stack = stack;
}
