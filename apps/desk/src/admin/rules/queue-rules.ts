import type { ConditionField, CustomAssignment } from '#contracts';
import type { Form } from '../patterns/use-form.ts';

/** How many of each a queue may have. */
export const most = { rulesets: 20, rules: 100 } as const;

/** What each part of the page gets. */
export interface PartProps {
  readonly form: Form<CustomAssignment>;
  /** What is known of work, and of agents. */
  readonly ofWork: readonly ConditionField[];
  readonly ofAgents: readonly ConditionField[];
}
