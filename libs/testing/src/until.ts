/** Waits for a condition, and says what it waited for when it never came. */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  { withinMs = 10_000 } = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
