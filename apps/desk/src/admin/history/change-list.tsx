import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConfigurationChange } from '#contracts';
import { changesOf, type Historic, restoreVersion } from '../../api/history.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { definitionWords as words } from '../../words/en-definitions.ts';
import { systemWords } from '../../words/en-system.ts';
import styles from '../admin.module.css';
import { differencesOf, pathsIn } from './differences.ts';
import own from './history.module.css';
import { useNames } from './names.ts';

/** What fields are called goes by what their form is about. */
const aboutOf = (kind: string): string =>
  ({ agent: 'agent-settings', account: 'accounts', workstream: 'workstreams', channel: 'channels' })[kind] ?? kind;

interface ComparedProps {
  readonly before: unknown;
  readonly after: unknown;
  readonly paths: readonly string[];
  /** The kind of what it is. */
  readonly about: string;
  readonly heads: readonly [string, string];
}

/** Two versions, setting by setting; what they name is called by its name. */
function Compared({ before, after, paths, about, heads }: ComparedProps) {
  const rows = differencesOf(before, after, paths, useNames(before, after), about);
  return rows.length === 0 ? (
    <p className={own.changeNote}>{systemWords.history.same}</p>
  ) : (
    <div className={own.scroll} tabIndex={0} role="group" aria-label={heads.join(', ')}>
      <table className={styles.compare}>
        <thead>
          <tr>
            {[words.setting, ...heads].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ path, name, before, after }) => (
            <tr key={path}>
              <td>{name}</td>
              <td dir="auto">{before}</td>
              <td dir="auto">{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ChangeProps {
  readonly change: ConfigurationChange;
  /** What it is called, where the list is about many. */
  readonly name?: string;
  readonly children?: React.ReactNode;
}

/** One change: who, when, and from what to what. */
export function Change({ change, name, children }: ChangeProps) {
  const { version, action, by, before, after } = change;
  const title = `${words.version(version)}, ${words.actions[action] ?? action}`;
  return (
    <section className={own.change} aria-label={name ? `${name}, ${words.version(version)}` : words.version(version)}>
      <div className={own.changeHead}>
        <div>
          <p className={own.changeTitle} dir="auto">
            {name ?? title}
          </p>
          <p className={own.changeNote}>
            {name && `${title}, `}
            <When at={change.at} /> {words.by(by.name)}
          </p>
        </div>
        <div className={styles.headActions}>{children}</div>
      </div>
      {before && after && change.differing.length > 0 && (
        <Compared
          before={before}
          after={after}
          paths={change.differing}
          about={aboutOf(change.kind)}
          heads={[words.before, words.after]}
        />
      )}
    </section>
  );
}

export interface HistoryProps {
  readonly of: Historic & { readonly name: string; readonly version: number };
  /** As it is now, to compare a version with. */
  readonly now: Readonly<Record<string, unknown>>;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Who changed what, when, from what to what; any version beside what is so now; and the way back. */
export function History({ of, now, isOpen, onClose }: HistoryProps) {
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [compared, setCompared] = useState<ConfigurationChange | null>(null);
  const changes = useInfiniteQuery({ ...changesOf(of), enabled: isOpen });
  const close = () => {
    setCompared(null);
    onClose();
  };
  const restore = async (version: number) => {
    setBusy(true);
    try {
      await restoreVersion(cache, of, of.version, version);
      tell(words.restored);
      close();
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const then = compared?.after ?? {};
  return (
    <Dialog isOpen={isOpen} onClose={close} title={words.historyOf(of.name)} width={680} side="end">
      {compared ? (
        <>
          <p className={own.changeTitle}>{systemWords.history.compared(compared.version)}</p>
          <Compared
            before={then}
            after={now}
            about={aboutOf(of.kind)}
            // what the record says of itself besides is no setting
            paths={pathsIn(then, Object.fromEntries(Object.keys(then).map((name) => [name, now[name]])))}
            heads={[systemWords.history.then(compared.version), systemWords.history.now]}
          />
          <DialogFoot onCancel={() => setCompared(null)} isBusy={isBusy} onDo={() => void restore(compared.version)}>
            {systemWords.history.restore}
          </DialogFoot>
        </>
      ) : (
        <>
          <Read query={changes} what={words.history}>
            {({ pages }) =>
              pages
                .flatMap(({ items }) => items)
                .map((change) => (
                  <Change key={change.id} change={change}>
                    {change.version !== of.version && change.after !== null && (
                      <>
                        <Button
                          variant="default"
                          aria-label={`${systemWords.history.compare}: ${words.version(change.version)}`}
                          onClick={() => setCompared(change)}
                        >
                          {systemWords.history.compare}
                        </Button>
                        <Button variant="default" disabled={isBusy} onClick={() => void restore(change.version)}>
                          {words.restore}
                        </Button>
                      </>
                    )}
                  </Change>
                ))
            }
          </Read>
          {changes.hasNextPage && (
            <Button variant="default" loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
              {words.more}
            </Button>
          )}
        </>
      )}
    </Dialog>
  );
}
