/** As libs/testing/src/when-a-test-fails.ts says who is to be asked: Jest loads this file where no project of ours is. */
const place = Symbol.for('parley.witnesses');
const known = globalThis as { [place]?: readonly (() => Promise<string>)[] };

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
