import { z } from 'zod';
import { gatewayForgotten } from '#contracts';
import { defineTimer, type TimerContract } from '#event-bus';
import { media } from '../storage/media.ts';

const againMs = 2_000;

/** Says that a customer is forgotten here, as soon as the bytes of all erased files are gone. */
export const finishErasure: TimerContract<Record<string, never>> = defineTimer(
  'finish-erasure',
  z.object({}),
  async (tx, erasureId) => {
    if (await media(tx).areBytesLeft())
      return tx.schedule(finishErasure, erasureId, new Date(tx.now.getTime() + againMs), {});
    tx.publish(gatewayForgotten, { service: 'gateway', erasureId, forgottenAt: tx.now.toISOString() });
  },
);
