import type { Address, Provider } from '#contracts';
import { kindOf } from './keyword.ts';

/**
 * How files leave: with the text, or, where that is not possible, as links in its words (product.md 23). Azure carries none, and short codes
 * only where that was bought for them.
 */
export const howFilesLeave = (number: Address, provider: Provider): 'mms' | 'link' =>
  provider === 'twilio' && kindOf(number) !== 'short-code' ? 'mms' : 'link';
