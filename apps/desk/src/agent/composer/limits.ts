import { writeTextRequest } from '#contracts';

/** The contract's own limit: no number is written a second time. */
export const longest = writeTextRequest.shape.body.maxLength ?? Infinity;
/** Whether the server would take these words as a text. */
export const canSend = (body: string): boolean => writeTextRequest.safeParse({ body }).success;
