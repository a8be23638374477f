import {
  type Address,
  type AgentId,
  type conversationReady,
  type ContextView,
  type ConversationId,
  type DataOf,
  type FoundSkills,
  type HandOffView,
  type KnownContext,
  type KnownRecord,
  type Locale,
  Refusal,
  type WorkstreamId,
} from '#contracts';
import type { Identified } from './identification.ts';
import { type Variable, variablesOf, whyUnfit } from './variables.ts';

/** Where answers to a run wait, best first, and what who answers them has to be able to do (product.md 29.2). */
export type Wanted = NonNullable<DataOf<typeof conversationReady>['wanted']>;

/** What is known of a conversation besides its texts (product.md 18.1, 25, 27, 33). One for each. */
export interface ConversationContext {
  readonly conversationId: ConversationId;
  readonly customer: Address;
  readonly contact: KnownRecord | null;
  readonly account: KnownRecord | null;
  readonly caseRecord: KnownRecord | null;
  readonly candidates: ContextView['candidates'];
  readonly linkedBy: ContextView['linkedBy'];
  readonly preferredAgentIds: readonly AgentId[];
  readonly variables: Readonly<Record<string, string | number>>;
  readonly language: Locale;
  readonly startedBy: 'customer' | 'agent' | 'campaign';
  /** Nobody has been told yet that it needs somebody: a directory or skill finders are being asked, or a bot has it. */
  readonly readyHeld: boolean;
  readonly botId: string | null;
  readonly botState: 'with-bot' | 'escalated' | 'ended' | null;
  /** What the bot says to the agent who takes over. */
  readonly botSummary: string | null;
  /** What else it passed on when it handed over. */
  readonly handOff: HandOffView | null;
  readonly sentiment: NonNullable<ContextView['sentiment']>['label'] | null;
  /** Whether how the customer feels alerts somebody (product.md 33). */
  readonly alertsAgent: boolean;
  readonly alertsSupervisor: boolean;
  readonly outbound: ContextView['outbound'];
  /** What the run that they answer to asks for; null: nothing. */
  readonly wanted: Wanted | null;
  /** What skill finders said of it (product.md 7.8); null: none was asked. */
  readonly foundSkills: readonly FoundSkills[] | null;
  readonly changedAt: Date;
}

/** What a new conversation begins with. Where it is read how customers feel (`isFelt`) they are neutral at the start (product.md 33). */
export const newContext = (
  beginning: Pick<ConversationContext, 'conversationId' | 'customer' | 'language' | 'startedBy'>,
  now: Date,
  isFelt = false,
): ConversationContext => ({
  ...beginning,
  contact: null,
  account: null,
  caseRecord: null,
  candidates: [],
  linkedBy: null,
  preferredAgentIds: [],
  variables: {},
  readyHeld: false,
  botId: null,
  botState: null,
  botSummary: null,
  handOff: null,
  sentiment: isFelt ? 'neutral' : null,
  alertsAgent: false,
  alertsSupervisor: false,
  outbound: null,
  wanted: null,
  foundSkills: null,
  changedAt: now,
});

/** The customer and what they write about, as they were found. What an agent linked stays. */
export function identifiedAs(
  before: ConversationContext,
  found: Identified,
  linkedBy: NonNullable<ConversationContext['linkedBy']>,
): ConversationContext {
  if (before.linkedBy === 'agent' && linkedBy !== 'agent') return before;
  const someone = found.contact ?? found.account;
  if (!someone && (before.contact ?? before.account)) return before;
  return {
    ...before,
    contact: found.contact,
    account: found.account,
    caseRecord: found.case ?? (someone ? null : before.caseRecord),
    candidates: [...found.candidates],
    preferredAgentIds: [...found.preferredAgentIds],
    linkedBy: someone ? linkedBy : before.linkedBy,
  };
}

/** Nobody is linked any more, nor what they wrote about, or only that. */
export const unlinked = (before: ConversationContext, what: 'customer' | 'case'): ConversationContext =>
  what === 'case'
    ? { ...before, caseRecord: null }
    : { ...before, contact: null, account: null, caseRecord: null, linkedBy: null, preferredAgentIds: [] };

/** Variables that tell who the customer is, on every workstream (product.md 18.1). */
export const identifyingVariables = ['Name', 'Email', 'Phone', 'CaseNumber'] as const;

/** What variables say of who the customer is; null: nothing. */
export function saidOfCustomer({ variables }: Pick<ConversationContext, 'variables'>): Record<string, string> | null {
  const said = identifyingVariables.flatMap((name) => {
    const value = String(variables[name] ?? '').trim();
    return value === '' ? [] : [[name, value] as const];
  });
  return said.length === 0 ? null : Object.fromEntries(said);
}

/**
 * The variables with these set, or taken away by null. Names count in their exact case; each must be one of the workstream's, and of its type
 * (product.md 27). Refuses with `unreadable`, naming each that is not.
 */
export function withVariables(
  before: Readonly<Record<string, string | number>>,
  asked: Readonly<Record<string, string | number | null>>,
  defined: readonly Variable[],
  workstreamId: WorkstreamId | null,
): Record<string, string | number> {
  const known = variablesOf(defined, workstreamId);
  const wrong = Object.entries(asked).flatMap(([name, value]) => {
    const type = known.get(name) ?? (identifyingVariables.some((one) => one === name) ? 'text' : undefined);
    if (type === undefined) return [{ field: `variables.${name}`, message: 'is no variable of this workstream' }];
    const message = value === null ? null : whyUnfit(type, value);
    return message === null ? [] : [{ field: `variables.${name}`, message }];
  });
  if (wrong.length > 0)
    throw new Refusal('unreadable', `${wrong[0]!.field} ${wrong[0]!.message}.`, wrong[0]!.field, wrong);
  const set = Object.entries({ ...before, ...asked }).filter(
    (entry): entry is [string, string | number] => entry[1] !== null,
  );
  return Object.fromEntries(set);
}

/** What others need of it to choose somebody. */
export const knownContextOf = (context: ConversationContext): KnownContext => ({
  contact: context.contact,
  account: context.account,
  case: context.caseRecord,
  variables: { ...context.variables },
  preferredAgentIds: [...context.preferredAgentIds],
});
