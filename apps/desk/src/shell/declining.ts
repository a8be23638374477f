/** How long declining can be undone, and how much of an offer's time is left for the answer at least, in milliseconds. */
const held = 2_000;
const spare = 1_000;

const waiting = new Map<string, (goes: boolean) => void>();

/** Resolves when an offer is declined for good, or with false when that was undone; `left` is how long the offer stands. */
export function holdDecline(id: string, left: number): Promise<boolean> {
  undoDecline(id);
  return new Promise((resolve) => {
    const timer = setTimeout(() => waiting.get(id)?.(true), Math.max(0, Math.min(held, left - spare)));
    waiting.set(id, (goes) => {
      clearTimeout(timer);
      waiting.delete(id);
      resolve(goes);
    });
  });
}

/** The offer stands as before; nothing, where it is not being declined. */
export const undoDecline = (id: string): void => waiting.get(id)?.(false);

/** Whether it is being declined, and can be undone. */
export const isBeingDeclined = (id: string): boolean => waiting.has(id);
