import { z } from 'zod';
import { channelId } from '../ids.ts';

/** Whether a text is for all numbers of SMS, or for one channel, where it comes before those for all (product.md 21.1). */
export const levelFields = {
  level: z.enum(['sms', 'channel']),
  /** Which channel; null on the level of SMS. */
  channelId: channelId.nullable().default(null),
};

interface Levelled {
  readonly level: 'sms' | 'channel';
  readonly channelId: string | null;
}

/** The level and the channel have to agree. */
export function refuseOtherLevel({ level, channelId: of }: Levelled, context: z.RefinementCtx): void {
  if ((level === 'channel') === (of !== null)) return;
  const message = level === 'channel' ? 'is required for one channel' : 'belongs to the level of one channel';
  context.addIssue({ code: 'custom', path: ['channelId'], message });
}
