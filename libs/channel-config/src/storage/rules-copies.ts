import { EntitySchema } from 'typeorm';
import type { DataOf, rulesChanged } from '#contracts';
import type { Transaction } from '#event-bus';

/** Rules of routing's, as far as they name what is defined here. */
export interface RulesCopy extends Omit<DataOf<typeof rulesChanged>, 'skillFinderIds' | 'variables'> {
  readonly skillFinderIds: readonly string[];
  readonly variables: readonly string[];
}

export const RulesCopyTable = new EntitySchema<RulesCopy>({
  name: 'rules_copy',
  columns: {
    kind: { type: 'text', primary: true },
    subjectId: { type: 'uuid', primary: true, name: 'subject_id' },
    version: { type: 'int' },
    calendars: { type: 'text', array: true },
    skillFinderIds: { type: 'uuid', array: true, name: 'skill_finder_ids', default: [] },
    variables: { type: 'text', array: true, default: [] },
  },
  // made by SQL: the rules that name a calendar, a skill finder, or a context variable
  indices: [
    { name: 'rules_by_calendar', synchronize: false },
    { name: 'rules_by_skill_finder', synchronize: false },
    { name: 'rules_by_variable', synchronize: false },
  ],
});

/** What is known of rules. */
export const rulesCopies = ({ manager }: Pick<Transaction, 'manager'>) => ({
  /** Stores these, each named once, unless something newer is known of them; what is said again may say more than an older service did. */
  async remember(rules: readonly RulesCopy[]): Promise<void> {
    await manager.query(
      `INSERT INTO rules_copy AS known (kind, subject_id, version, calendars, skill_finder_ids, variables)
       SELECT kind, "subjectId", version, calendars, "skillFinderIds", variables
       FROM json_to_recordset($1::json)
         AS told (kind text, "subjectId" uuid, version int, calendars text[], "skillFinderIds" uuid[], variables text[])
       ORDER BY kind, "subjectId"
       ON CONFLICT (kind, subject_id) DO UPDATE SET version = excluded.version, calendars = excluded.calendars,
         skill_finder_ids = excluded.skill_finder_ids, variables = excluded.variables
       WHERE known.version <= excluded.version`,
      [JSON.stringify(rules)],
    );
  },
});
