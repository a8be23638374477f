import type { KnownRecord } from '#contracts';
import type { ConversationContext } from './context.ts';

/** An agent as texts name them. */
export interface NamedAgent {
  readonly name: string;
  readonly nickname?: string | null;
}

interface Fillings {
  readonly named: Readonly<Record<string, string>>;
  readonly context: Readonly<Record<string, string | number>>;
}

const parts = (name: string): { first: string; last: string } => {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  return { first: words[0] ?? '', last: words.length > 1 ? words.at(-1)! : '' };
};

/** What the placeholders of quick replies and templates stand for (product.md 27). What nobody knows is left out, and becomes nothing. */
export function fillingsFor(
  customer: Pick<KnownRecord, 'name' | 'attributes'> | null,
  agent: NamedAgent | null,
  context: ConversationContext['variables'],
): Fillings {
  const said = (name: string): string => {
    const value = customer?.attributes[name];
    return typeof value === 'string' ? value : '';
  };
  const full = customer?.name ?? '';
  const agentName = agent?.name ?? '';
  const named = {
    'FullName{Customer}': full,
    'FirstName{Customer}': said('firstName') || parts(full).first,
    'LastName{Customer}': said('lastName') || parts(full).last,
    'NickName{Customer}': said('nickname') || full,
    'FullName{Agent}': agentName,
    'FirstName{Agent}': parts(agentName).first,
    'LastName{Agent}': parts(agentName).last,
    'Nickname{Agent}': agent?.nickname || agentName,
  };
  return { named, context };
}
