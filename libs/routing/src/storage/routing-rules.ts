import { EntitySchema, type EntityManager } from 'typeorm';
import { classification, type Classification, routeToQueue, type RouteToQueue, type WorkstreamId } from '#contracts';
import type { WorkstreamRules } from '../domain/place.ts';
import { inProcess } from './in-process.ts';

/** The two documents of rules that a workstream has. */
export type RulesKind = 'classification' | 'route-to-queue';

/** One document of rules as it is kept. */
export interface RoutingRules {
  readonly workstreamId: WorkstreamId;
  readonly kind: RulesKind;
  readonly version: number;
  readonly body: Classification | RouteToQueue;
  readonly changedAt: Date;
}

export const RoutingRulesTable = new EntitySchema<RoutingRules>({
  name: 'routing_rules',
  columns: {
    workstreamId: { type: 'uuid', primary: true, name: 'workstream_id' },
    kind: { type: 'text', primary: true },
    version: { type: 'int' },
    body: { type: 'jsonb' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
});

/** What a workstream has until somebody says something: everything goes to the queue to fall back on. */
export const noRules: WorkstreamRules = {
  classification: classification.parse({}),
  classificationVersion: 1,
  routeToQueue: routeToQueue.parse({}),
  routeVersion: 1,
};

type Bodies = Map<string, Classification | RouteToQueue>;
const read = inProcess((): Bodies => new Map());

const keyOf = ({ workstreamId, kind, version }: Pick<RoutingRules, 'workstreamId' | 'kind' | 'version'>) =>
  `${workstreamId} ${kind} ${version}`;

export const routingRules = ({ manager }: { readonly manager: EntityManager }) => {
  const table = manager.getRepository(RoutingRulesTable);
  return {
    /** The rules of these workstreams as they are now: their versions are read, their bodies only when they changed. */
    async inForce(ids: readonly WorkstreamId[]): Promise<ReadonlyMap<WorkstreamId, WorkstreamRules>> {
      const versions: Pick<RoutingRules, 'workstreamId' | 'kind' | 'version'>[] = await manager.query(
        `SELECT workstream_id AS "workstreamId", kind, version FROM routing_rules WHERE workstream_id = ANY($1::uuid[])`,
        [ids],
      );
      const kept = read(manager);
      const unread = versions.filter((one) => !kept.has(keyOf(one)));
      if (unread.length > 0) {
        if (kept.size > 1000) kept.clear();
        const rows = await table
          .createQueryBuilder('r')
          .where('r.workstreamId = ANY(:ids)', { ids: unread.map(({ workstreamId }) => workstreamId) })
          .getMany();
        // what changed between the two reads is the newer one
        for (const row of rows) kept.set(keyOf(row), row.body);
      }
      const rules = new Map<WorkstreamId, WorkstreamRules>();
      for (const one of versions) {
        const body = kept.get(keyOf(one));
        if (!body) continue;
        const part =
          one.kind === 'classification'
            ? { classification: body as Classification, classificationVersion: one.version }
            : { routeToQueue: body as RouteToQueue, routeVersion: one.version };
        rules.set(one.workstreamId, { ...(rules.get(one.workstreamId) ?? noRules), ...part });
      }
      return rules;
    },
    /** What classification says of work anywhere, each name once, in their order. */
    async classifiedNames(workstreamId: WorkstreamId | null = null): Promise<string[]> {
      const rows: { name: string }[] = await manager.query(
        `SELECT DISTINCT attribute ->> 'name' AS name
         FROM routing_rules, jsonb_path_query(body, '$.rulesets[*].rules[*].outputs.attributes[*]') AS attribute
         WHERE kind = 'classification' AND ($1::uuid IS NULL OR workstream_id = $1) ORDER BY 1`,
        [workstreamId],
      );
      return rows.map(({ name }) => name);
    },
    find: (workstreamId: WorkstreamId, kind: RulesKind) => table.findOneBy({ workstreamId, kind }),
    all: () => table.find(),
    saveAll: (rules: readonly RoutingRules[]) => table.upsert([...rules], ['workstreamId', 'kind']),
  };
};
