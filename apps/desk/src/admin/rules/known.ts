import type { KnownContext } from '#contracts';

/** What would be known of a customer, as it is typed: a line for each value. */
export type KnownTyped = { readonly known: KnownContext | null } | { readonly wrong: string };

type Attribute = string | number | boolean;
/** The ids of records that nobody has: a dry run only wants to know that there is one. */
const idOf = { contact: 1, account: 2, case: 3 } as const;
type Source = keyof typeof idOf;
const isSource = (name: string): name is Source => name in idOf;

const valueOf = (typed: string): Attribute => {
  if (/^(true|false)$/i.test(typed)) return typed.toLowerCase() === 'true';
  return typed !== '' && /^-?\d+(\.\d+)?$/.test(typed) && !/^[0+]\d/.test(typed) ? Number(typed) : typed;
};

/**
 * `contact.tier = gold`, one to a line: what a test run takes as known. Sources are contact, account, case and context; the first line
 * that is none of it is `wrong`.
 */
export function knownFrom(typed: string): KnownTyped {
  const records: Partial<Record<Source, { name: string; attributes: Record<string, Attribute> }>> = {};
  const variables: Record<string, string | number> = {};
  const lines = typed.split('\n').map((line) => line.trim());
  for (const line of lines.filter(Boolean)) {
    const [, source = '', attribute = '', said = ''] = /^(\w+)\.([^\s=.]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (source === 'context') {
      const value = valueOf(said);
      variables[attribute] = typeof value === 'boolean' ? said : value;
    } else if (isSource(source)) {
      const record = (records[source] ??= { name: '', attributes: {} });
      if (attribute === 'name') record.name = said;
      else record.attributes[attribute] = valueOf(said);
    } else return { wrong: line };
  }
  if (lines.every((line) => line === '')) return { known: null };
  const record = (source: Source) => {
    const found = records[source];
    return found ? { id: `01990000-0000-7000-8000-00000000c00${idOf[source]}`, ...found } : null;
  };
  return {
    known: {
      contact: record('contact'),
      account: record('account'),
      case: record('case'),
      variables,
      preferredAgentIds: [],
    },
  };
}
