import { EntitySchema } from 'typeorm';
import type { IdentificationRequest, WorkstreamId } from '#contracts';
import type { ConversationContext } from '../domain/context.ts';

export const ConversationContextTable = new EntitySchema<ConversationContext>({
  name: 'conversation_context',
  columns: {
    conversationId: { type: 'uuid', name: 'conversation_id', primary: true },
    customer: { type: 'text' },
    contact: { type: 'jsonb', nullable: true },
    account: { type: 'jsonb', nullable: true },
    caseRecord: { type: 'jsonb', name: 'case_record', nullable: true },
    candidates: { type: 'jsonb' },
    linkedBy: { type: 'text', name: 'linked_by', nullable: true },
    preferredAgentIds: { type: 'uuid', name: 'preferred_agent_ids', array: true },
    variables: { type: 'jsonb' },
    language: { type: 'text' },
    startedBy: { type: 'text', name: 'started_by' },
    readyHeld: { type: 'boolean', name: 'ready_held' },
    botId: { type: 'uuid', name: 'bot_id', nullable: true },
    botState: { type: 'text', name: 'bot_state', nullable: true },
    botSummary: { type: 'text', name: 'bot_summary', nullable: true },
    handOff: { type: 'jsonb', name: 'hand_off', nullable: true },
    sentiment: { type: 'text', nullable: true },
    alertsAgent: { type: 'boolean', name: 'alerts_agent', default: false },
    alertsSupervisor: { type: 'boolean', name: 'alerts_supervisor', default: false },
    outbound: { type: 'jsonb', nullable: true },
    wanted: { type: 'jsonb', nullable: true },
    foundSkills: { type: 'jsonb', name: 'found_skills', nullable: true },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [
    { name: 'context_of_customer', columns: ['customer', 'conversationId'] },
    { name: 'context_of_contact', synchronize: false },
    { name: 'context_alerting', columns: ['conversationId'], where: 'alerts_agent OR alerts_supervisor' },
    { name: 'context_with_bot', columns: ['conversationId'], where: `bot_state = 'with-bot'` },
  ],
});

/** What tells who wrote on a workstream. */
export interface IdentificationRule extends IdentificationRequest {
  readonly workstreamId: WorkstreamId;
  readonly version: number;
  readonly changedAt: Date;
}

export const IdentificationRuleTable = new EntitySchema<IdentificationRule>({
  name: 'identification_rule',
  columns: {
    workstreamId: { type: 'uuid', name: 'workstream_id', primary: true },
    contactNumbers: { type: 'text', name: 'contact_numbers', array: true },
    accountNumbers: { type: 'text', name: 'account_numbers', array: true },
    variables: { type: 'boolean' },
    version: { type: 'int' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
});

/** Where customers are looked up; one row, or none: here. */
export interface DirectorySource {
  readonly id: 1;
  readonly source: 'built-in' | 'http';
  readonly address: string | null;
  readonly timeoutSeconds: number;
  readonly cacheSeconds: number;
  readonly version: number;
  readonly changedAt: Date;
}

export const DirectorySourceTable = new EntitySchema<DirectorySource>({
  name: 'directory_source',
  columns: {
    id: { type: 'int', primary: true },
    source: { type: 'text' },
    address: { type: 'text', nullable: true },
    timeoutSeconds: { type: 'int', name: 'timeout_seconds' },
    cacheSeconds: { type: 'int', name: 'cache_seconds' },
    version: { type: 'int' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
});

/** What a directory of one's own said of a number, and until when that is believed. */
export interface DirectoryAnswer {
  readonly number: string;
  readonly found: unknown;
  readonly until: Date;
}

export const DirectoryAnswerTable = new EntitySchema<DirectoryAnswer>({
  name: 'directory_answer',
  columns: { number: { type: 'text', primary: true }, found: { type: 'jsonb' }, until: { type: 'timestamptz' } },
  indices: [{ name: 'directory_answer_until', columns: ['until'] }],
});
