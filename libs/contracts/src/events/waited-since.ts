import { z } from 'zod';

/**
 * Since when the conversation waited for its customer when a supervisor gave it out again (product.md 17.2 T18): one that waits since then needs
 * somebody from now on. Absent: it needed somebody already.
 */
export const waitedSince = z.iso.datetime().optional();
