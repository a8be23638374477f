import { EntitySchema } from 'typeorm';
import type { ExplanationStage, WorkItemId } from '#contracts';

/** One step of a work item's way. One partition a day. */
export interface ExplanationRow {
  readonly workItemId: WorkItemId;
  readonly at: Date;
  readonly id: string;
  readonly stage: ExplanationStage;
  readonly told: unknown;
}

export const ExplanationTable = new EntitySchema<ExplanationRow>({
  name: 'explanation',
  columns: {
    workItemId: { type: 'uuid', primary: true, name: 'work_item_id' },
    at: { type: 'timestamptz', primary: true },
    id: { type: 'uuid', primary: true },
    stage: { type: 'text' },
    told: { type: 'jsonb' },
  },
});
