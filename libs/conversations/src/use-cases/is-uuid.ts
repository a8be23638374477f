import { z } from 'zod';

/** Whether an id of a directory may be one of ours. */
export const isUuid = (id: string): boolean => z.uuid().safeParse(id).success;
