import { useNavigate } from '@tanstack/react-router';
import type { RecordKind } from '../../api/directory.ts';
import { Segments } from '../../parts/segments.tsx';
import { directoryWords as words } from '../../words/en-directory.ts';
import set from '../set-up/set-up.module.css';

/** The views of customers. */
const customerTabs = ['contacts', 'accounts', 'cases', 'directory'] as const;
export type CustomerTab = (typeof customerTabs)[number];

export const tabOf = (kind: RecordKind): Exclude<CustomerTab, 'directory'> => `${kind}s`;

export function CustomerTabs({ at }: { readonly at: CustomerTab }) {
  const navigate = useNavigate();
  return (
    <div className={set.tabs}>
      <Segments
        label={words.views}
        controls="page"
        value={at}
        segments={customerTabs.map((tab) => ({ value: tab, label: words.tabs[tab] }))}
        onChange={(tab) => void navigate({ to: '/admin/customers', search: tab === 'contacts' ? {} : { tab } })}
      />
    </div>
  );
}
