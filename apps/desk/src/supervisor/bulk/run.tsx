import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { cancelMany, type JobOf, type Outcome, progressOf } from '../../api/bulk.ts';
import { spellAddress } from '../../parts/address.ts';
import { DialogActions, DialogText } from '../../parts/dialog.tsx';
import { Read } from '../../parts/read.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { liveWords } from '../../words/en-live.ts';
import { words as shared } from '../../words/en.ts';
import styles from './bulk.module.css';

const words = liveWords.bulk;
const tones = { done: 'good', refused: 'bad', unchanged: 'quiet', cancelled: 'quiet' } as const;

interface RunProps {
  readonly id: string;
  readonly of: JobOf;
  /** With whom each is, where the service does not say. */
  readonly customers?: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

/** How far it has come, and what became of each. It goes on by itself, until it is cancelled. */
export function Run({ id, of, customers, onClose }: RunProps) {
  const cache = useQueryClient();
  const run = useQuery(progressOf(of, id));
  const cancelling = useMutation({
    mutationFn: () => cancelMany(of, id),
    onSuccess: () => cache.invalidateQueries({ queryKey: progressOf(of, id).queryKey }),
    onError: tellFailure,
  });
  const nameOf = ({ id: about, customer }: Outcome) => {
    const known = customer ?? customers?.get(about);
    return known ? spellAddress(known) : words.noLonger;
  };
  return (
    <>
      <Read query={run} what={words.failed}>
        {({ total, outcomes, isDone }) => {
          const count = (state: Outcome['state']) => outcomes.filter((one) => one.state === state).length;
          return (
            <>
              <p role="status">
                {isDone
                  ? words.summary(count('done') + count('unchanged'), count('refused'), count('cancelled'))
                  : words.progress(outcomes.length, total)}
              </p>
              <progress
                className={styles.track}
                max={total}
                value={outcomes.length}
                aria-label={words.progress(outcomes.length, total)}
              />
              {!isDone && <DialogText>{words.goesOn}</DialogText>}
              {outcomes.length > 0 && (
                <div className={styles.results}>
                  <DataTable label={words.results} columns={[{ name: words.customer }, { name: words.result }]}>
                    {outcomes.map((one) => (
                      <tr key={one.id}>
                        <td className={table.strong}>
                          <bdi>{nameOf(one)}</bdi>
                        </td>
                        <td>
                          <Tag tone={tones[one.state]}>{words[one.state]}</Tag>{' '}
                          {one.why && (words.why[one.why] ?? one.why)}
                        </td>
                      </tr>
                    ))}
                  </DataTable>
                </div>
              )}
            </>
          );
        }}
      </Read>
      <DialogActions>
        {run.data?.isDone === false && (
          <Button variant="default" loading={cancelling.isPending} onClick={() => cancelling.mutate()}>
            {words.cancel}
          </Button>
        )}
        <Button onClick={onClose}>{shared.common.close}</Button>
      </DialogActions>
    </>
  );
}
