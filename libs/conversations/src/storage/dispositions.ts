import { EntitySchema, type EntityManager } from 'typeorm';
import {
  type AgentId,
  type ConversationId,
  type DefinitionId,
  type DispositionOptionsView,
  dispositionCodeKind,
  type WorkstreamId,
} from '#contracts';
import { type Code, type DispositionRules, dispositionRules, optionsIn, withOptions } from '../domain/dispositions.ts';
import { definitions, settings } from './configuration-copies.ts';
import { inBulk } from './in-bulk.ts';

/** A code that an agent chose, with the name it had then. */
export interface Disposition {
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  readonly codeId: DefinitionId;
  readonly agentName: string;
  readonly name: string;
  readonly category: string;
  readonly effect: DispositionOptionsView['items'][number]['effect'];
  readonly workstreamId: WorkstreamId | null;
  readonly chosenAt: Date;
  /** When the others heard of it: the conversation was closed. */
  readonly saidAt: Date | null;
}

export const DispositionTable = new EntitySchema<Disposition>({
  name: 'disposition',
  columns: {
    conversationId: { type: 'uuid', name: 'conversation_id', primary: true },
    agentId: { type: 'uuid', name: 'agent_id', primary: true },
    codeId: { type: 'uuid', name: 'code_id', primary: true },
    agentName: { type: 'text', name: 'agent_name' },
    name: { type: 'text' },
    category: { type: 'text' },
    effect: { type: 'text' },
    workstreamId: { type: 'uuid', name: 'workstream_id', nullable: true },
    chosenAt: { type: 'timestamptz', name: 'chosen_at' },
    saidAt: { type: 'timestamptz', name: 'said_at', nullable: true },
  },
  indices: [{ name: 'disposition_chosen', columns: ['chosenAt'] }],
});

/** What conversations came to. */
export const dispositions = ({ manager }: { readonly manager: EntityManager }) => ({
  /** Of these, in the order in which they were chosen. */
  of: (ids: readonly ConversationId[]): Promise<Disposition[]> =>
    manager
      .getRepository(DispositionTable)
      .createQueryBuilder('d')
      .where('d.conversationId = ANY(:ids)', { ids })
      .orderBy('d.chosenAt')
      .addOrderBy('d.name')
      .getMany(),

  /** All that one agent chose, in place of what they chose before. */
  async replace(conversationId: ConversationId, agentId: AgentId, chosen: readonly Disposition[]): Promise<void> {
    await manager.query(
      `DELETE FROM disposition WHERE conversation_id = $1 AND agent_id = $2 AND NOT (code_id = ANY($3))`,
      [conversationId, agentId, chosen.map(({ codeId }) => codeId)],
    );
    await inBulk(manager, DispositionTable).insert(chosen);
  },

  /** Those of these conversations that nobody was told of yet; from now on everybody was. */
  async takeUnsaid(ids: readonly ConversationId[], now: Date): Promise<Disposition[]> {
    if (ids.length === 0) return [];
    const [taken]: [Disposition[]] = await manager.query(
      `UPDATE disposition SET said_at = $2 WHERE conversation_id = ANY($1) AND said_at IS NULL
       RETURNING conversation_id AS "conversationId", agent_id AS "agentId", code_id AS "codeId", agent_name AS "agentName", name, category, effect`,
      [ids, now],
    );
    return taken;
  },

  /** What holds in a workstream: its rules, and the codes to choose from. */
  async inForce(workstreamId: WorkstreamId | null): Promise<{ rules: DispositionRules; options: Code[] }> {
    const { organisation, workstream } = await settings({ manager }).inForce(workstreamId ? [workstreamId] : []);
    const rules = dispositionRules(organisation.dispositions, workstream(workstreamId).dispositions);
    const codes = rules.enabled ? await definitions({ manager }).all(dispositionCodeKind) : [];
    const options = optionsIn(codes, workstreamId);
    return { rules: withOptions(rules, options), options };
  },
});
