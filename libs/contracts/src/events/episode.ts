import { z } from 'zod';

/**
 * The version by which the conversation came to need somebody for this work, or a later one until it did again: who hears of an agent's part in it after
 * it came to need somebody anew knows that this is from before. Absent: an older service says it.
 */
export const episode = z.int().optional();
