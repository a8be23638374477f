import { useSearch } from '@tanstack/react-router';
import { customersWords as words } from '../../words/en-customers.ts';
import { DirectorySource } from './directory-source.tsx';
import { Records } from './records.tsx';
import { CustomerTabs } from './tabs.tsx';

const kinds = { contacts: 'contact', accounts: 'account', cases: 'case' } as const;

/** Who customers are, as it is kept here, and where that is looked up. */
export function Customers() {
  const { tab = 'contacts' } = useSearch({ from: '/admin/customers' });
  const tabs = <CustomerTabs at={tab} />;
  return tab === 'directory' ? (
    <DirectorySource title={words.title} intro={words.directory.intro} tabs={tabs} />
  ) : (
    <Records key={tab} kind={kinds[tab]} tabs={tabs} />
  );
}
