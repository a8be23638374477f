import type { AgentId, ExplanationStage, QueueId, SkillId, Told, WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Found } from '../domain/classify.ts';
import type { KeptRoute } from '../domain/route.ts';

/** What is kept of a stage: of rules only which applied, and their version; the history has the rules. */
export type Kept<Stage extends ExplanationStage> = Stage extends 'classification'
  ? Found & { readonly version: number }
  : Stage extends 'route-to-queue'
    ? KeptRoute & { readonly version: number }
    : Stage extends 'assignment'
      ? KeptLook
      : Stage extends 'transfer'
        ? KeptTransfer
        : Stage extends 'placement'
          ? KeptPlacement
          : Stage extends 'skills'
            ? KeptSkills
            : Told<Stage>;

/** What is kept of a look at who could take something: of agents the ids, their names are read with it. */
export interface KeptLook {
  readonly queueId: QueueId;
  readonly method: string;
  readonly chosen: AgentId | null;
  /** Empty: from here on there is nothing to tell of this line. */
  readonly why: string;
  readonly considered: readonly (readonly [AgentId, reason: string])[];
  readonly others: number;
}

/** What is kept of a transfer: the ids of colleagues, their names are read with it. */
export interface KeptTransfer extends Omit<Told<'transfer'>, 'to' | 'by'> {
  readonly to: AgentId;
  readonly by: AgentId;
}

/** What is kept of needed skills that were changed: the ids, their names are read with it. */
export interface KeptSkills {
  readonly by: AgentId;
  readonly from: readonly { readonly skillId: SkillId; readonly rating: number }[];
  readonly to: readonly { readonly skillId: SkillId; readonly rating: number }[];
}

interface Whereabouts {
  readonly queueId: QueueId;
  readonly agentId: AgentId | null;
}

/** What is kept of a placement: the ids of people and queues, their names are read with it. */
export interface KeptPlacement {
  readonly what: Told<'placement'>['what'];
  readonly by: AgentId | null;
  readonly from: Whereabouts;
  readonly to: Whereabouts;
}

/** What is told where an item was put elsewhere. */
export const tellPlacement = (
  { id: workItemId }: { readonly id: WorkItemId },
  { what, by, from, to }: KeptPlacement,
): Telling => {
  const at = ({ queueId, agentId }: Whereabouts): Whereabouts => ({ queueId, agentId });
  return { workItemId, stage: 'placement', told: { what, by, from: at(from), to: at(to) } };
};

/** What is to be told of one stage of one work item's way. */
export type Telling = {
  readonly [Stage in ExplanationStage]: {
    readonly workItemId: WorkItemId;
    readonly stage: Stage;
    readonly told: Kept<Stage>;
  };
}[ExplanationStage];

/**
 * Why work went where it went (product.md 40). Whoever decides for many items tells of all of them at once: one statement a batch or
 * cycle. Kept for 30 days.
 */
export const explanations = (tx: Transaction) => ({
  async append(tellings: readonly Telling[]): Promise<void> {
    if (tellings.length === 0) return;
    // JSON has no line breaks; as an array of JSON every quote in it would be escaped here and unescaped there
    await tx.manager.query(
      `INSERT INTO explanation (work_item_id, at, id, stage, told)
       SELECT item, $1, id, stage, told::jsonb
       FROM unnest($2::uuid[], $3::uuid[], $4::text[], string_to_array($5, E'\\n')) AS new (item, id, stage, told)`,
      [
        tx.now,
        tellings.map(({ workItemId }) => workItemId),
        tellings.map(() => tx.newId()),
        tellings.map(({ stage }) => stage),
        tellings.map(({ told }) => JSON.stringify(told)).join('\n'),
      ],
    );
  },
  /** Forgets everything told of these items: their customer is to be forgotten. */
  async forget(workItemIds: readonly WorkItemId[]): Promise<void> {
    if (workItemIds.length === 0) return;
    await tx.manager.query(`DELETE FROM explanation WHERE work_item_id = ANY($1)`, [workItemIds]);
  },
});
