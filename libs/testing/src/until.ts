/** What a condition answers once it holds. */
type Held<T> = Exclude<T, null | undefined | false | 0 | ''>;

/** Pauses between two looks, in milliseconds: looking takes the processor from what is waited for, so what takes long is looked at less often. */
const [shortest, longest] = [15, 250];
const shareOfWait = 0.1;

/** Waits for a condition, and says what it waited for when it never came. */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  { withinMs = 10_000 } = {},
): Promise<Held<T>> {
  const from = performance.now();
  for (;;) {
    const value = await condition();
    if (value) return value as Held<T>;
    const waited = performance.now() - from;
    if (waited > withinMs) throw new Error(`Waited ${withinMs} ms in vain until ${what}.`);
    const pause = Math.min(longest, Math.max(shortest, waited * shareOfWait));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
