import {
  type Defined,
  type DefinitionId,
  type DefinitionKind,
  maskingRuleKind,
  Refusal,
  sessionTemplateKind,
} from '#contracts';
import type { Transaction } from '#event-bus';
import type { Definition } from '../domain/definition.ts';
import { refuseUnusable } from '../expressions.ts';
import { definitions } from '../storage/definitions.ts';

/** What a kind of definition asks of everything else that is configured. Each refuses; nobody changes anything meanwhile. */
export interface DefinitionRules {
  /** Before it is created, changed or restored. `known`: what it was, also when it was removed; null for a new one. */
  readonly beforeKept?: (tx: Transaction, id: DefinitionId, asked: Defined, known: Definition | null) => Promise<void>;
  readonly beforeRemoved?: (tx: Transaction, known: Definition) => Promise<void>;
}

const rules: Readonly<Record<string, DefinitionRules>> = {
  [maskingRuleKind.kind]: {
    /** An expression has to be quick (`unreadable`). */
    async beforeKept(_tx, _id, { expression }) {
      refuseUnusable(expression as string);
    },
  },
  [sessionTemplateKind.kind]: {
    /** Workstreams have generic templates: one that they name stays generic (`in-use`). */
    async beforeKept(tx, id, { type }) {
      if (type === 'generic') return;
      const [user] = await definitions(tx).usersOf(id, 1);
      if (user) throw new Refusal('in-use', `Used by ${user.name}: it stays generic.`, 'type');
    },
  },
};

export const rulesOf = ({ kind }: Pick<DefinitionKind, 'kind'>): DefinitionRules => rules[kind] ?? {};
