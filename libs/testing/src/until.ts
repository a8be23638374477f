/** What a condition answers once it holds. */
type Held<T> = Exclude<T, null | undefined | false | 0 | ''>;

/** Waits for a condition, and says what it waited for when it never came. */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  { withinMs = 10_000 } = {},
): Promise<Held<T>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await condition();
    if (value) return value as Held<T>;
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
