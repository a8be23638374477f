let isPressed = false;
const options = { capture: true, passive: true } as const;
addEventListener('pointerdown', () => (isPressed = true), options);
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => (isPressed = false), options);

/**
 * At once, or when the pointer that is down is up again: what is pressed must not move away under the pointer, or its click is lost.
 */
export function afterPress(action: () => void): void {
  if (!isPressed) return action();
  const later = () => {
    removeEventListener('pointerup', later);
    removeEventListener('pointercancel', later);
    setTimeout(action);
  };
  addEventListener('pointerup', later);
  addEventListener('pointercancel', later);
}
