import {
  consentModeKind,
  contextVariableKind,
  type ChannelId,
  type Defined,
  type DefinitionId,
  type DefinitionKind,
  maskingRuleKind,
  operatingHoursKind,
  Refusal,
  sessionTemplateKind,
  skillFinderKind,
  type WorkstreamId,
} from '#contracts';
import type { Definition } from '#definitions';
import type { Transaction } from '#event-bus';
import { refuseUnusable } from '#masking';
import { faultsOfWords } from '../domain/consent-mode.ts';
import { refuseInUse } from '../domain/in-use.ts';
import { definitions } from '../storage/definitions.ts';
import { surroundings } from '../storage/definition-surroundings.ts';
import { rulesWithVariable, usersOfHours, usersOfSkillFinder } from '../storage/users-in-routing.ts';

/** What a kind of definition asks of everything else that is configured. Each refuses; nobody changes anything meanwhile. */
export interface DefinitionRules {
  /** Before it is created, changed or restored. `known`: what it was, also when it was removed; null for a new one. */
  readonly beforeKept?: (tx: Transaction, id: DefinitionId, asked: Defined, known: Definition | null) => Promise<void>;
  readonly beforeRemoved?: (tx: Transaction, known: Definition) => Promise<void>;
}

const rules: Readonly<Record<string, DefinitionRules>> = {
  [operatingHoursKind.kind]: {
    /** Rules name hours by their slug, and would never hold again: hours that one names keep it (`in-use`). */
    async beforeKept(tx, _id, { slug }, known) {
      if (known?.removedAt === null && known.slug !== slug)
        refuseInUse(await usersOfHours(tx).bySlug(known.slug), 'slug');
    },
    /** A queue that lost its hours would be open for good, a rule never hold again, an agent never work: hours that one names stay (`in-use`). */
    async beforeRemoved(tx, { id, slug }) {
      refuseInUse(await usersOfHours(tx).all(id, slug));
    },
  },
  [skillFinderKind.kind]: {
    /** Rulesets that it fills would be empty: one that rules name stays (`in-use`). */
    async beforeRemoved(tx, { id }) {
      refuseInUse(await usersOfSkillFinder(tx, id));
    },
  },
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
  [contextVariableKind.kind]: {
    /** A text would lose what it names, a rule never hold again: such a variable keeps its name and workstream (`in-use`). */
    async beforeKept(tx, _id, { name, workstreamId }, known) {
      if (known?.removedAt !== null) return;
      if (known.name !== name || known.body['workstreamId'] !== workstreamId) await refuseNamedVariable(tx, known);
    },
    beforeRemoved: (tx, known) => refuseNamedVariable(tx, known),
  },
  [consentModeKind.kind]: {
    /** On toll-free numbers the network answers, and ours would be a second answer (`toll-free`). A word says one thing (`unreadable`). */
    async beforeKept(tx, _id, { channelId, mode, ...said }) {
      const faults = faultsOfWords(said as never);
      if (faults[0]) throw new Refusal('unreadable', faults[0].message, faults[0].field, faults);
      if (mode === 'we-reply' && (await surroundings(tx).numberTypeOf(channelId as ChannelId)) === 'toll-free')
        throw new Refusal('toll-free', 'On a toll-free number the network replies to keywords.', 'mode');
    },
  },
};

async function refuseNamedVariable(tx: Transaction, { name, body }: Definition): Promise<void> {
  const workstreamId = body['workstreamId'] as WorkstreamId;
  const texts = await surroundings(tx).textsWith(name, workstreamId);
  refuseInUse([...texts, ...(await rulesWithVariable(tx, name, workstreamId))], 'name');
}

export const rulesOf = ({ kind }: Pick<DefinitionKind, 'kind'>): DefinitionRules => rules[kind] ?? {};
