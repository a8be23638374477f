import { conversationsApplied, conversationsUsage } from '#contracts';
import { copyKeeper as makeCopyKeeper } from '#copies';
import { countNotClosed } from './queries/count-not-closed.ts';
import { closeRetired } from './use-cases/close-retired.ts';

/** What we say of our copies of the configuration. What is on its way out is used by conversations that are not closed. */
export const copyKeeper = makeCopyKeeper({
  applied: conversationsApplied,
  usage: conversationsUsage,
  count: countNotClosed,
  closeSome: closeRetired,
});
