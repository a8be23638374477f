import { z } from 'zod';
import { defineTimer, type TimerContract } from '#event-bus';
import { endOffersDay } from '../use-cases/count-offers.ts';

/**
 * Stands from the first offer of a day, which is its subject, until midnight of the installation. Each day has its own, so that who offers at
 * midnight does not wait for who ends the day before, and the other way round.
 */
export const offersDayOver: TimerContract<Record<string, never>> = defineTimer('offers-day-over', z.object({}), (tx) =>
  endOffersDay(tx),
);
