import { isOutage as ofTheBus } from '#event-bus';
import { IssuerAway } from '#identity';

/** Whether the error says that something we need is away: database, broker or issuer. It will be back; nothing is wrong with the request. */
export const isOutage = (error: unknown): boolean => error instanceof IssuerAway || ofTheBus(error);
