import type { ConsentInForceView, ConsentMode, NumberType } from '#contracts';

/** Who answers keywords to a number of this type: as was said for its channel, where the type leaves a choice (product.md 30). */
export function consentModeOf(
  type: NumberType,
  said: Pick<ConsentMode, 'mode'> | null,
): Pick<ConsentInForceView, 'mode' | 'modeFrom'> {
  if (type === 'short-code') return { mode: 'we-reply', modeFrom: 'number' };
  if (type === 'toll-free') return { mode: 'provider-replies', modeFrom: 'number' };
  return said ? { mode: said.mode, modeFrom: 'channel' } : { mode: 'provider-replies', modeFrom: 'default' };
}
