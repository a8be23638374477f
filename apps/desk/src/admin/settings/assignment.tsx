import { useQuery, useQueryClient } from '@tanstack/react-query';
import { assignmentSettings as contract, type AssignmentSettings, type AssignmentSettingsView } from '#contracts';
import { readPast } from '../../api/query-client.ts';
import { assignmentSettings, saveAssignmentSettings } from '../../api/routing-settings.ts';
import { Read } from '../../parts/read.tsx';
import { staffWords as words } from '../../words/en-staff.ts';
import { AdminPage } from '../patterns/page.tsx';
import { RecordForm } from '../patterns/record-form.tsx';
import { TargetFilters } from './target-filters.tsx';

const valuesOf = ({ version: _version, ...values }: AssignmentSettingsView): AssignmentSettings => values;

function AssignmentForm({ view }: { readonly view: AssignmentSettingsView }) {
  const cache = useQueryClient();
  const saved = { values: { ...valuesOf(view) }, version: view.version };
  return (
    <RecordForm
      schema={contract}
      about="assignment-settings"
      title={words.assignment}
      intro={words.assignmentIntro}
      section={words.assignment}
      saved={saved}
      instead={{ targets: (field) => <TargetFilters {...field} /> }}
      // version 0 is as it came: it is changed all the same, never created
      save={(values, from) => saveAssignmentSettings(cache, from ?? 0, values as AssignmentSettings)}
      readAgain={async () => {
        const fresh = await readPast(cache, assignmentSettings);
        return { values: { ...valuesOf(fresh) }, version: fresh.version };
      }}
      history={view.version > 0 ? { kind: 'assignment-settings', id: '', name: words.assignment } : undefined}
    />
  );
}

/** What holds for all work that is assigned. */
export function Assignment() {
  const query = useQuery(assignmentSettings);
  if (query.data) return <AssignmentForm view={query.data} />;
  return (
    <AdminPage title={words.assignment} intro={words.assignmentIntro} isNarrow>
      <Read query={query} what={words.assignment}>
        {() => null}
      </Read>
    </AdminPage>
  );
}
