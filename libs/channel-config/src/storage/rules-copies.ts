import { EntitySchema } from 'typeorm';
import type { DataOf, rulesChanged } from '#contracts';
import type { Transaction } from '#event-bus';

/** Rules of routing's, as far as they name what is defined here. */
export type RulesCopy = DataOf<typeof rulesChanged>;

export const RulesCopyTable = new EntitySchema<RulesCopy>({
  name: 'rules_copy',
  columns: {
    kind: { type: 'text', primary: true },
    subjectId: { type: 'uuid', primary: true, name: 'subject_id' },
    version: { type: 'int' },
    calendars: { type: 'text', array: true },
  },
  // made by SQL: the rules that name a calendar
  indices: [{ name: 'rules_by_calendar', synchronize: false }],
});

/** What is known of rules. */
export const rulesCopies = ({ manager }: Pick<Transaction, 'manager'>) => ({
  /** Stores these, each named once, unless something newer is known of them. */
  async remember(rules: readonly RulesCopy[]): Promise<void> {
    await manager.query(
      `INSERT INTO rules_copy AS known (kind, subject_id, version, calendars)
       SELECT kind, "subjectId", version, calendars
       FROM json_to_recordset($1::json) AS told (kind text, "subjectId" uuid, version int, calendars text[])
       ORDER BY kind, "subjectId"
       ON CONFLICT (kind, subject_id) DO UPDATE SET version = excluded.version, calendars = excluded.calendars
       WHERE known.version < excluded.version`,
      [JSON.stringify(rules)],
    );
  },
});
