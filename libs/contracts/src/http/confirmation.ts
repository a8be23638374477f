import { z } from 'zod';

export const confirmedRequest = z.object({
  /** Beside a change that was refused with `confirmation-required`: who asks knows by now what it touches. */
  confirmed: z.enum(['true', 'false']).default('false'),
});
