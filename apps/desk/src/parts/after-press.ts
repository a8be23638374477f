let isPressed = false;
let isOver: ReturnType<typeof setTimeout> | undefined;
const waiting: (() => void)[] = [];
const options = { capture: true, passive: true } as const;

function over(): void {
  isPressed = false;
  waiting.splice(0).forEach((action) => action());
}
const overIn = (ms: number): void => {
  clearTimeout(isOver);
  isOver = setTimeout(over, ms);
};
/** A finger's click comes a moment after it is up, where that is; a pointer that was drawn away has none. */
const clickWithinMs = 400;
addEventListener(
  'pointerdown',
  () => {
    clearTimeout(isOver);
    isPressed = true;
  },
  options,
);
addEventListener('pointerup', () => overIn(clickWithinMs), options);
addEventListener('pointercancel', () => overIn(0), options);
addEventListener('click', () => overIn(0), options);

/**
 * At once, or when what is pressed has been clicked: it must not move away under the pointer or the finger, or its click is lost.
 */
export function afterPress(action: () => void): void {
  if (isPressed) waiting.push(action);
  else action();
}
