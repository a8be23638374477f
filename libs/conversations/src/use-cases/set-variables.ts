import {
  accountNumberColumns,
  contactNumberColumns,
  type IdentificationRequest,
  type ContextView,
  contextVariableKind,
  type ConversationId,
  type Person,
  type SetVariablesRequest,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { normaliseCustomerNumber } from '#phone';
import { mustSee } from '../domain/access.ts';
import {
  type ConversationContext,
  identifiedAs,
  identifyingVariables,
  saidOfCustomer,
  withVariables,
} from '../domain/context.ts';
import type { Conversation } from '../domain/conversation.ts';
import { askDirectory } from '../domain/errand-kinds.ts';
import { type Found, identify } from '../domain/identification.ts';
import { definitions } from '../storage/configuration-copies.ts';
import { contextViewOf } from '../queries/views.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { directory } from '../storage/directory.ts';
import { errands } from '../storage/errands.ts';
import { readOpening } from '../storage/openings.ts';
import { changeContext } from './change-context.ts';

/** A person sets context variables (product.md 27); those that tell who the customer is are looked up. Refuses as `withVariables` does. */
export async function setVariables(
  tx: Transaction,
  person: Person,
  id: ConversationId,
  { variables }: SetVariablesRequest,
  country: string,
): Promise<ContextView> {
  const conversation = await conversations(tx).get(id);
  mustSee(conversation, person);
  const context = await contexts(tx).get(id);
  const changed = await withValues(tx, conversation, context, variables, country);
  return contextViewOf(changed, await changeContext(tx, conversation, changed, 'variables-set'));
}

/** The context with these variables, and whoever they tell of linked, where the workstream looks at them: a directory of one's own is asked, and answers later. */
export async function withValues(
  tx: Transaction,
  { id, workstreamId, customer }: Conversation,
  before: ConversationContext,
  asked: Readonly<Record<string, string | number | null>>,
  country: string,
): Promise<ConversationContext> {
  const defined = await definitions(tx).all(contextVariableKind);
  const context = { ...before, variables: withVariables(before.variables, asked, defined, workstreamId) };
  if (!identifyingVariables.some((name) => name in asked)) return context;
  const opening = await readOpening(tx.manager, workstreamId ? [{ workstreamId, customer }] : [], tx.now);
  if (!opening.ruleOf(workstreamId).variables) return context;
  if (opening.source) {
    if (saidOfCustomer(context)) await errands(tx).add(askDirectory, [id]);
    return context;
  }
  return identifiedByVariables(tx, context, country);
}

/** Phone first, then e-mail, then name; the case by its number (product.md 18.1, G42). */
async function identifiedByVariables(
  tx: Transaction,
  context: ConversationContext,
  country: string,
): Promise<ConversationContext> {
  const said = (name: (typeof identifyingVariables)[number]) => String(context.variables[name] ?? '').trim();
  const number = normaliseCustomerNumber(said('Phone'), country);
  const ways: (() => Promise<readonly Found[]>)[] = [
    async () => (number ? ((await directory(tx).numbered([number])).get(number) ?? []) : []),
    async () => (said('Email') ? directory(tx).called({ email: said('Email') }) : []),
    async () => (said('Name') ? directory(tx).called({ name: said('Name') }) : []),
  ];
  let identified = context;
  for (const way of ways) {
    const found = await way();
    if (found.length === 0) continue;
    identified = identifiedAs(context, identify(found, anyColumn), 'variables');
    break;
  }
  const cases = said('CaseNumber') ? await directory(tx).casesNumbered(said('CaseNumber')) : [];
  if (cases.length !== 1) return identified;
  const { id, name, attributes } = cases[0]!;
  return { ...identified, caseRecord: { id, name, attributes: { ...attributes } } };
}

/** A number that somebody told us may stand in any column. */
const anyColumn: IdentificationRequest = {
  contactNumbers: [...contactNumberColumns],
  accountNumbers: [...accountNumberColumns],
  variables: true,
};
