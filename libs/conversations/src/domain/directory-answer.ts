import type { DirectoryAnswer } from '#contracts';
import type { Known } from './directory.ts';
import type { Found } from './identification.ts';

type Told = DirectoryAnswer['accounts'][number];
const known = (kind: Known['kind'], { id, name, attributes, preferredAgentIds }: Omit<Told, 'cases'>): Known => ({
  id,
  kind,
  name,
  attributes,
  preferredAgentIds,
});

/** The same as our own directory would have found. Which columns count was the directory's to decide. */
export const foundIn = ({ contacts, accounts }: DirectoryAnswer): Found[] => [
  ...contacts.map((contact) => ({
    column: null,
    contact: known('contact', contact),
    account: contact.account && known('account', contact.account),
    cases: contact.cases.map((one) => known('case', one)),
  })),
  ...accounts.map((account) => ({
    column: null,
    contact: null,
    account: known('account', account),
    cases: account.cases.map((one) => known('case', one)),
  })),
];
