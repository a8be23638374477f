import { z } from 'zod';
import { defineTimer, type TimerContract } from '#event-bus';
import { endDay } from '../use-cases/end-day.ts';

/** Stands while some agent has a capacity profile that is counted by the day: at midnight of the installation. */
export const dayOver: TimerContract<Record<string, never>> = defineTimer('day-over', z.object({}), (tx) => endDay(tx));
