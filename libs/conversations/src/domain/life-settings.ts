import type { LifeSettings, OrganisationSettings, WorkstreamId } from '#contracts';
import { type Limits, limitsOf } from './closing.ts';

/** What is set of the life of a workstream's conversations; version 0 while nobody has set anything. */
export interface Life extends LifeSettings {
  readonly workstreamId: WorkstreamId;
  readonly version: number;
  readonly changedAt: Date | null;
}

/** How long a workstream's conversations may stay in each state: the organisation's limits, and its own (product.md 17.4). */
export const limitsIn = (
  { autoClose }: OrganisationSettings,
  { waitingMinutes, wrapUpMinutes }: LifeSettings,
): Limits =>
  limitsOf({
    open: autoClose.openMinutes,
    active: autoClose.activeMinutes,
    waiting: waitingMinutes,
    wrapUp: wrapUpMinutes ?? autoClose.wrapUpMinutes,
  });

/** Shorter than this a customer who slept over it starts afresh (product.md 44). */
const shortWait = 8 * 60;

/** What is allowed and seldom meant, by its field. */
export function warningsOf({ waitingMinutes, wrapUpMinutes }: LifeSettings): { field: string; message: string }[] {
  const warnings: { field: string; message: string }[] = [];
  if (waitingMinutes !== null && waitingMinutes < shortWait)
    warnings.push({
      field: 'waitingMinutes',
      message: 'is less than 8 hours: who answers the next morning starts afresh',
    });
  if (wrapUpMinutes !== null && wrapUpMinutes < 2)
    warnings.push({ field: 'wrapUpMinutes', message: 'is less than 2 minutes: agents may not finish their notes' });
  return warnings;
}
