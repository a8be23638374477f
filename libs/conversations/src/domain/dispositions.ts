import { type AgentId, type DefinitionId, Refusal, type WorkstreamId } from '#contracts';
import { mustHold } from './attending.ts';
import type { Conversation } from './conversation.ts';

/** A code as an administrator defines it. */
export interface Code {
  readonly id: DefinitionId;
  readonly name: string;
  readonly category: string;
  readonly workstreamIds: readonly WorkstreamId[];
  readonly active: boolean;
  readonly effect: 'none' | 'do-not-contact';
}

/** What holds in a workstream (product.md 35). */
export interface DispositionRules {
  readonly enabled: boolean;
  readonly requireToClose: boolean;
  readonly atMost: number;
}

interface Set {
  readonly enabled: boolean;
  readonly requireToClose: boolean;
  readonly maxPerConversation: number;
}
/** Whether anything is chosen, and how many, is the organisation's to say; whether it has to be, a workstream's own where it has its own. */
export const dispositionRules = (
  organisation: Set,
  workstream: { readonly use: 'organisation' | 'own'; readonly requireToClose: boolean },
): DispositionRules => ({
  enabled: organisation.enabled,
  requireToClose:
    organisation.enabled && (workstream.use === 'own' ? workstream.requireToClose : organisation.requireToClose),
  atMost: organisation.maxPerConversation,
});

/** The codes that conversations of a workstream may come to, by category, then by name. */
export const optionsIn = (codes: readonly Code[], workstreamId: WorkstreamId | null): Code[] =>
  codes
    .filter(({ active, workstreamIds }) => active && (workstreamIds.length === 0 || isOne(workstreamIds, workstreamId)))
    .toSorted((a, b) => a.category.localeCompare(b.category) || a.name.localeCompare(b.name));

/** The rules where these are the codes: nobody has to choose where there is nothing to choose from. */
export const withOptions = (rules: DispositionRules, options: readonly Code[]): DispositionRules => ({
  ...rules,
  requireToClose: rules.requireToClose && options.length > 0,
});

const isOne = (ids: readonly WorkstreamId[], id: WorkstreamId | null) => id !== null && ids.includes(id);

/**
 * An agent says what the conversation came to, while they have it or wrap it up. What they chose before may stay although it can be chosen no
 * more. Refuses with `not-yours`, `not-accepted`, `conversation-state`, `turned-off`, `too-many` and `disposition-not-found`.
 */
export function mustBeChoosable(
  conversation: Conversation,
  by: AgentId,
  asked: readonly DefinitionId[],
  { rules, options, before }: { rules: DispositionRules; options: readonly Code[]; before: readonly DefinitionId[] },
): void {
  mustHold(conversation, by);
  if (conversation.status !== 'active' && conversation.status !== 'wrap-up')
    throw new Refusal('conversation-state', `What it came to is not said while it is ${conversation.status}.`);
  if (!rules.enabled) throw new Refusal('turned-off', 'Disposition codes are turned off.');
  if (asked.length > rules.atMost)
    throw new Refusal('too-many', `At most ${rules.atMost} for one conversation.`, 'dispositionIds');
  const unknown = asked.findIndex((id) => !options.some((one) => one.id === id) && !before.includes(id));
  if (unknown >= 0)
    throw new Refusal(
      'disposition-not-found',
      'There is no such code for this conversation.',
      `dispositionIds.${unknown}`,
    );
}

/** Refuses with `disposition-required` to close wrap-up with nothing chosen where something has to be. */
export function mustBeDisposed({ requireToClose }: DispositionRules, chosen: number): void {
  if (requireToClose && chosen === 0)
    throw new Refusal('disposition-required', 'Say what the conversation came to before you close it.');
}
