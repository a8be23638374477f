import { Button, Checkbox } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 } from 'uuid';
import {
  applyFile,
  type Fault,
  type File as Configuration,
  type Results,
  takeKeys,
  type Tried,
  tryFile,
  WrongFile,
} from '#configuration-file';
import { afterImport, parts, services, wholeFile } from '../../api/configuration.ts';
import { ChooseFile } from '../../parts/choose-file.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { systemWords } from '../../words/en-system.ts';
import styles from '../admin.module.css';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { save } from '../../parts/save.ts';
import { readText, textOf, Unusable } from './read-file.ts';
import own from './transfer.module.css';

const words = systemWords.transfer;
const tones = { created: 'good', changed: 'risk', removed: 'bad', waiting: 'bad', unchanged: 'quiet' } as const;

/** What was found out about a file. */
type Found =
  | { readonly is: 'wrong'; readonly faults: readonly Fault[] }
  | { readonly is: 'unusable'; readonly why: string }
  | { readonly is: 'tried'; readonly tried: Tried }
  | { readonly is: 'applied'; readonly results: Results };

const itemsOf = (results: Results) =>
  Object.entries(results).flatMap(([service, all]) =>
    all.flatMap(({ items }) =>
      items.filter(({ action }) => action !== 'unchanged').map((item) => ({ ...item, service })),
    ),
  );

function Changes({ results }: { readonly results: Results }) {
  const items = itemsOf(results);
  if (items.length === 0) return <p className={own.line}>{words.nothing}</p>;
  const columns = [{ name: words.place }, { name: words.would }, { name: words.settings }];
  return (
    <DataTable label={words.would} columns={columns}>
      {items.map(({ service, path, action, differing }) => (
        <tr key={`${service} ${path}`}>
          <td className={styles.mono}>{path}</td>
          <td>
            <Tag tone={tones[action]}>{words.actions[action] ?? action}</Tag>
          </td>
          <td className={`${table.quiet} ${table.grow}`}>{differing.join(', ')}</td>
        </tr>
      ))}
    </DataTable>
  );
}

const Faults = ({ faults }: { readonly faults: readonly Fault[] }) => (
  <>
    <p className={styles.warning} role="alert">
      {words.wrong(faults.length)}
    </p>
    <DataTable label={words.mistake} columns={[{ name: words.place }, { name: words.mistake }]}>
      {faults.map(({ field, message }) => (
        <tr key={field}>
          <td className={styles.mono}>{field}</td>
          <td className={table.grow}>{message}</td>
        </tr>
      ))}
    </DataTable>
  </>
);

/** Tries a file, shows what it would change, and does it. */
function Import() {
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [file, setFile] = useState<Configuration | null>(null);
  const [prune, setPrune] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const [isBusy, setBusy] = useState(false);

  const tryIt = async (configuration: Configuration, isPruned: boolean) => {
    setBusy(true);
    setFound(null);
    try {
      const known = await parts();
      const { file: part, faults } = takeKeys(configuration, null);
      const tried = await tryFile(services, part, { known, prune: isPruned, newId: v7, faults });
      setFound({ is: 'tried', tried });
    } catch (error) {
      if (error instanceof WrongFile) setFound({ is: 'wrong', faults: error.faults });
      else tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    setName(chosen.name);
    try {
      const read = await readText(await chosen.text());
      setFile(read);
      await tryIt(read, prune);
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      setFile(null);
      setFound({ is: 'unusable', why: error.message });
    }
  };
  const apply = async (tried: Tried) => {
    setBusy(true);
    try {
      await applyFile(services, tried, prune, (results) => setFound({ is: 'applied', results }));
      tell(words.applied);
    } catch (error) {
      tell(words.partly);
      tellFailure(error);
    } finally {
      await afterImport(cache);
      setBusy(false);
    }
  };
  const changes = found?.is === 'tried' ? itemsOf(found.tried.results).length : 0;
  return (
    <Section title={words.import} text={words.importText}>
      <div
        className={own.drop}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
      >
        <ChooseFile
          label={words.choose}
          accept=".yaml,.yml,.json"
          isBusy={isBusy}
          variant="default"
          onChoose={(one) => void take(one)}
        />
        <span>{name || words.drop}</span>
      </div>
      <Checkbox
        className={own.prune!}
        label={words.prune}
        checked={prune}
        disabled={isBusy}
        onChange={(event) => {
          const next = event.currentTarget.checked;
          setPrune(next);
          if (file) void tryIt(file, next);
        }}
      />
      <p className={own.line}>{words.secretInFile}</p>
      <div aria-live="polite">
        {found?.is === 'unusable' && <p className={styles.warning}>{found.why}</p>}
        {found?.is === 'wrong' && <Faults faults={found.faults} />}
        {found?.is === 'tried' && <Changes results={found.tried.results} />}
        {found?.is === 'applied' && <Changes results={found.results} />}
      </div>
      {found?.is === 'tried' && changes > 0 && (
        <Button className={own.apply!} loading={isBusy} onClick={() => void apply(found.tried)}>
          {words.apply(changes)}
        </Button>
      )}
    </Section>
  );
}

function Export() {
  const [busy, setBusy] = useState<'yaml' | 'json' | null>(null);
  const go = async (form: 'yaml' | 'json') => {
    setBusy(form);
    try {
      const text = await textOf(await wholeFile(), form);
      save(new Blob([text], { type: form === 'yaml' ? 'application/yaml' : 'application/json' }), `parley.${form}`);
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(null);
    }
  };
  return (
    <Section title={words.export} text={words.exportText}>
      <div className={styles.headActions}>
        {(['yaml', 'json'] as const).map((form) => (
          <Button
            key={form}
            variant="default"
            loading={busy === form}
            leftSection={<IconDownload size={15} stroke={1.7} aria-hidden />}
            onClick={() => void go(form)}
          >
            {form === 'yaml' ? words.asYaml : words.asJson}
          </Button>
        ))}
      </div>
    </Section>
  );
}

/** The whole configuration out of the installation, and into it. */
export const Transfer = () => (
  <AdminPage title={words.title} intro={words.intro} isNarrow>
    <Sections>
      <Export />
      <Import />
    </Sections>
  </AdminPage>
);
