import type { AgentId, IdentificationRequest, KnownRecord } from '#contracts';
import type { Known } from './directory.ts';

/** Which columns tell who wrote where nobody said otherwise (product.md 18.1). */
export const usualIdentification: IdentificationRequest = {
  contactNumbers: ['mobile'],
  accountNumbers: ['main'],
  variables: true,
};

/** A record that was found by a number or by what a variable says; with a contact its account, with both their active cases. */
export interface Found {
  /** The column it was found by; null: by a variable. */
  readonly column: string | null;
  readonly contact: Known | null;
  readonly account: Known | null;
  /** Up to two are enough to know whether there is exactly one. */
  readonly cases: readonly Known[];
}

/** Who wrote, and about what; `candidates` when it may be several, and then nobody is linked. */
export interface Identified {
  readonly contact: KnownRecord | null;
  readonly account: KnownRecord | null;
  readonly case: KnownRecord | null;
  readonly candidates: readonly ({ readonly kind: 'contact' | 'account' } & KnownRecord)[];
  readonly preferredAgentIds: readonly AgentId[];
}

export const nobody: Identified = { contact: null, account: null, case: null, candidates: [], preferredAgentIds: [] };

/** How many are shown to choose from. */
const mostCandidates = 20;

/**
 * Exactly one contact is linked, with their account; without any contact, exactly one account; with them the case, when exactly one is
 * active. Several are candidates (product.md 18.1, G7). A record that has the number twice is one.
 */
export function identify(found: readonly Found[], rule: IdentificationRequest): Identified {
  const byRule = found.filter(
    ({ column, contact }) =>
      column === null || (contact ? rule.contactNumbers : rule.accountNumbers).some((one) => one === column),
  );
  const contacts = once(byRule, ({ contact }) => contact?.id);
  const accounts = once(
    byRule.filter(({ contact }) => !contact),
    ({ account }) => account?.id,
  );
  const [only, ...others] = contacts.length > 0 ? contacts : accounts;
  if (!only) return nobody;
  if (others.length > 0)
    return {
      ...nobody,
      candidates: [...contacts, ...accounts].slice(0, mostCandidates).map(({ contact, account }) => ({
        kind: contact ? ('contact' as const) : ('account' as const),
        ...shown((contact ?? account)!),
      })),
    };
  return linked(only);
}

/** This record is linked, whoever else it might have been. */
export function linked({ contact, account, cases }: Found): Identified {
  const preferred = [...(contact?.preferredAgentIds ?? []), ...(account?.preferredAgentIds ?? [])];
  return {
    contact: contact && shown(contact),
    account: account && shown(account),
    case: cases.length === 1 ? shown(cases[0]!) : null,
    candidates: [],
    preferredAgentIds: [...new Set(preferred)].slice(0, 3),
  };
}

const shown = ({ id, name, attributes }: Known): KnownRecord => ({ id, name, attributes: { ...attributes } });

function once(found: readonly Found[], idOf: (found: Found) => string | undefined): Found[] {
  const byId = new Map<string, Found>();
  for (const one of found) {
    const id = idOf(one);
    if (id !== undefined && !byId.has(id)) byId.set(id, one);
  }
  return [...byId.values()];
}
