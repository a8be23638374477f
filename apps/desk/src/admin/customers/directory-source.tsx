import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import {
  type DirectorySourceRequest,
  directorySourceRequest,
  type DirectorySourceView,
  theOrganisation,
} from '#contracts';
import { directorySource, saveDirectorySource } from '../../api/conversation-settings.ts';
import { readPast } from '../../api/query-client.ts';
import { Read } from '../../parts/read.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { customersWords } from '../../words/en-customers.ts';
import { systemWords } from '../../words/en-system.ts';
import { askFirst } from '../patterns/ask-first.ts';
import { nameOfField } from '../patterns/field-names.ts';
import { FieldGroup } from '../patterns/form-parts.tsx';
import { OutsideSecret } from '../patterns/outside-secret.tsx';
import { AdminPage, Beside } from '../patterns/page.tsx';
import { type FieldShown, RecordForm } from '../patterns/record-form.tsx';
import set from '../set-up/set-up.module.css';
import own from './customers.module.css';

const words = customersWords.directory;
const about = 'directory-source';
type Source = DirectorySourceRequest['source'];
const sources = directorySourceRequest.shape.source.options;

const valuesOf = ({ source, address, timeoutSeconds, cacheSeconds }: DirectorySourceView): DirectorySourceRequest => ({
  source,
  address,
  timeoutSeconds,
  cacheSeconds,
});

/** Each source with what it means. */
function Sources({ value, errors, isReadOnly, onChange }: FieldShown) {
  const name = nameOfField('source', about);
  return (
    <FieldGroup name={name} error={errors['source']}>
      <div className={own.sources} role="radiogroup" aria-label={name}>
        {sources.map((source) => (
          <label key={source} className={own.source}>
            <input
              type="radio"
              name="source"
              disabled={isReadOnly}
              checked={value === source}
              onChange={() => onChange(source)}
            />
            <span>
              {words.sources[source][0]}
              <span className={own.about}>{words.sources[source][1]}</span>
            </span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

/** What only a system of one’s own has is not asked for where there is none. */
const ofHttp = ({ values }: FieldShown): ReactNode => (values['source'] === 'http' ? undefined : <></>);
const instead = {
  source: (field: FieldShown) => <Sources {...field} />,
  address: ofHttp,
  timeoutSeconds: ofHttp,
  cacheSeconds: ofHttp,
};

/** Whether customers are looked up in another place than before. */
const isElsewhere = (before: DirectorySourceRequest, now: DirectorySourceRequest): boolean =>
  before.source !== now.source || (now.source === 'http' && before.address !== now.address);

interface PageProps {
  readonly title: string;
  readonly intro: ReactNode;
  readonly tabs: ReactNode;
}

function SourceForm({ view, ...page }: PageProps & { readonly view: DirectorySourceView }) {
  const cache = useQueryClient();
  const now = valuesOf(view);
  return (
    <RecordForm
      {...page}
      section={words.section}
      about={about}
      schema={directorySourceRequest}
      instead={instead}
      aside={() => (
        <Beside title={words.elsewhere}>
          <p className={set.note}>{words.elsewhereText}</p>
          <p className={set.note}>
            <Link to="/admin/workstreams">{adminWords.workstreams.title}</Link>
          </p>
        </Beside>
      )}
      history={view.version > 0 ? { kind: about, id: '', name: words.title } : undefined}
      saved={{ values: now, version: view.version }}
      // version 0 is as it came: it is changed all the same, never created
      save={(values, from, isConfirmed) => {
        const asked = values as DirectorySourceRequest;
        askFirst(isElsewhere(now, asked) ? words.moves : null, isConfirmed);
        return saveDirectorySource(cache, from ?? 0, asked);
      }}
      readAgain={async () => {
        const fresh = await readPast(cache, directorySource);
        return { values: valuesOf(fresh), version: fresh.version };
      }}
    >
      {(values) =>
        (values['source'] as Source) === 'http' && (
          <OutsideSecret kind="directory" id={theOrganisation} title={systemWords.security.columns['directory-key']} />
        )
      }
    </RecordForm>
  );
}

/** Where customers are looked up: here, or in a system of one’s own (product.md 18.1). */
export function DirectorySource(page: PageProps) {
  const source = useQuery(directorySource);
  if (source.data) return <SourceForm {...page} view={source.data} />;
  return (
    <AdminPage title={page.title} intro={page.intro} isNarrow>
      {page.tabs}
      <Read query={source} what={words.title}>
        {() => null}
      </Read>
    </AdminPage>
  );
}
