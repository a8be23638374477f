import { z } from 'zod';

/** Beside a change that was refused with `confirmation-required`: who asks knows by now what it touches. */
export const confirmedRequest = z.object({ confirmed: z.enum(['true', 'false']).default('false') });
