import type { EntityManager } from 'typeorm';
import type { Address, WorkstreamId } from '#contracts';
import type { Found } from '../domain/identification.ts';
import { usualIdentification } from '../domain/identification.ts';
import type { DirectorySource, IdentificationRule } from './context.table.ts';

/** A conversation that is new, as far as finding out who wrote needs it. */
export interface Newcomer {
  readonly workstreamId: WorkstreamId;
  readonly customer: Address;
}

/** What is needed to find out who wrote. */
export interface Opening {
  /** Null: customers are looked up here. */
  readonly source: DirectorySource | null;
  ruleOf(
    workstreamId: WorkstreamId | null,
  ): Pick<IdentificationRule, 'contactNumbers' | 'accountNumbers' | 'variables'>;
  /** What a directory of one's own said of a number not long ago. */
  answerOf(number: string): readonly Found[] | undefined;
  /** Whether the rules of this workstream ask skill finders. */
  asksForSkills(workstreamId: WorkstreamId | null): boolean;
}

interface Row {
  readonly source: {
    source: 'built-in' | 'http';
    address: string | null;
    timeout_seconds: number;
    cache_seconds: number;
    version: number;
  } | null;
  readonly rules: {
    workstream_id: WorkstreamId;
    contact_numbers: never[];
    account_numbers: never[];
    variables: boolean;
  }[];
  readonly asking: WorkstreamId[];
  readonly answers: { number: string; found: Found[] }[];
}

/** All of it for many new conversations, in one statement. */
export async function readOpening(manager: EntityManager, newcomers: readonly Newcomer[], now: Date): Promise<Opening> {
  const [row]: Row[] = await manager.query(
    `SELECT
       (SELECT row_to_json(s) FROM directory_source s WHERE source = 'http') AS source,
       (SELECT COALESCE(json_agg(r), '[]') FROM identification_rule r WHERE workstream_id = ANY($1::uuid[])) AS rules,
       (SELECT COALESCE(json_agg(workstream_id), '[]') FROM skill_asking
        WHERE workstream_id = ANY($1::uuid[]) AND skill_finder_ids <> '{}') AS asking,
       (SELECT COALESCE(json_agg(a), '[]') FROM directory_answer a WHERE number = ANY($2) AND until > $3) AS answers`,
    [
      [...new Set(newcomers.map(({ workstreamId }) => workstreamId))],
      [...new Set(newcomers.map(({ customer }) => customer))],
      now,
    ],
  );
  const { source, rules, answers, asking } = row!;
  const ruleOf = new Map(
    rules.map((rule) => [
      rule.workstream_id,
      { contactNumbers: rule.contact_numbers, accountNumbers: rule.account_numbers, variables: rule.variables },
    ]),
  );
  const answerOf = new Map(answers.map(({ number, found }) => [number, found]));
  return {
    source: source && {
      id: 1,
      source: source.source,
      address: source.address,
      timeoutSeconds: source.timeout_seconds,
      cacheSeconds: source.cache_seconds,
      version: source.version,
      changedAt: now,
    },
    ruleOf: (id) => (id && ruleOf.get(id)) || usualIdentification,
    answerOf: (number) => answerOf.get(number),
    asksForSkills: (id) => id !== null && asking.includes(id),
  };
}
