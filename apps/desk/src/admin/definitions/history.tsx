import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConfigurationChange, DefinitionKind } from '#contracts';
import { changesOf, type DefinitionView, restoreDefinition } from '../../api/definitions.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { definitionWords as words } from '../../words/en-definitions.ts';
import styles from '../admin.module.css';
import { spoken } from '../patterns/controls.ts';
import own from './definitions.module.css';

/** What stands at a path such as `shifts.0.times.opens`. */
const at = (tree: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], tree);
const written = (value: unknown): string =>
  value === undefined || value === '' ? words.nothing : typeof value === 'string' ? value : JSON.stringify(value);
const named = (path: string): string =>
  path
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? words.entry(Number(step) + 1) : spoken(step)))
    .join(' › ');

interface ChangeProps {
  readonly change: ConfigurationChange;
  readonly onRestore: (() => void) | null;
}

function Change({ change, onRestore }: ChangeProps) {
  const { version, action, by, differing, before, after } = change;
  return (
    <section className={own.change} aria-label={words.version(version)}>
      <div className={own.changeHead}>
        <div>
          <p className={own.changeTitle}>
            {words.version(version)}, {words.actions[action]}
          </p>
          <p className={own.changeNote}>
            <When at={change.at} /> {words.by(by.name)}
          </p>
        </div>
        {onRestore && (
          <Button variant="default" onClick={onRestore}>
            {words.restore}
          </Button>
        )}
      </div>
      {before && after && differing.length > 0 && (
        <table className={styles.compare}>
          <thead>
            <tr>
              <th scope="col">{words.setting}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.after}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((path) => (
              <tr key={path}>
                <td>{named(path)}</td>
                <td dir="auto">{written(at(before, path))}</td>
                <td dir="auto">{written(at(after, path))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface HistoryProps {
  readonly kind: DefinitionKind;
  readonly view: DefinitionView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Who changed what, when, from what to what; and the way back. */
export function History({ kind, view, isOpen, onClose }: HistoryProps) {
  const cache = useQueryClient();
  const [isRestoring, setRestoring] = useState(false);
  const changes = useInfiniteQuery({ ...changesOf(kind, view.id), enabled: isOpen });
  const restore = async (version: number) => {
    setRestoring(true);
    try {
      await restoreDefinition(cache, kind, view.id, view.version, version);
      tell(words.restored);
      onClose();
    } catch (error) {
      tellFailure(error);
    } finally {
      setRestoring(false);
    }
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={words.historyOf(view.name)} width={620} side="end">
      <Read query={changes} what={words.history}>
        {({ pages }) =>
          pages
            .flatMap(({ items }) => items)
            .map((change) => (
              <Change
                key={change.id}
                change={change}
                onRestore={
                  change.version === view.version || change.after === null || isRestoring
                    ? null
                    : () => void restore(change.version)
                }
              />
            ))
        }
      </Read>
      {changes.hasNextPage && (
        <Button variant="default" loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </Dialog>
  );
}
