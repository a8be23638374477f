import { useQuery } from '@tanstack/react-query';
import { consentOf } from '../api/safety.ts';
import { safetyWords } from '../words/en-safety.ts';
import { ConsentTag, sourceOf } from './consent-table.tsx';
import own from './consent.module.css';
import { Dialog } from './dialog.tsx';
import { Read } from './read.tsx';
import { When } from './small.tsx';
import { Tag } from './tag.tsx';

const words = safetyWords.consent;

export interface Pair {
  readonly number: string;
  readonly customer: string;
}

/** Everything that is known of one customer and one number. */
export function ConsentOfOne({ pair, onClose }: { readonly pair: Pair; readonly onClose: () => void }) {
  const query = useQuery(consentOf(pair.number, pair.customer));
  return (
    <Dialog isOpen onClose={onClose} title={words.look(pair.customer)} width={560} side="end">
      <Read query={query} what={words.failed}>
        {(view) => (
          <>
            <p>
              <Tag tone={view.mayBeTexted ? 'good' : 'bad'}>{view.mayBeTexted ? words.may : words.mayNot}</Tag>{' '}
              {view.isBlocked && <Tag tone="bad">{words.blocked}</Tag>}
            </p>
            <ol className={own.line}>
              {view.entries.map((entry) => (
                <li key={entry.id}>
                  <ConsentTag of={entry.status} /> {sourceOf(entry.source)}
                  {entry.word && <> “{entry.word}”</>}
                  <p className={own.note}>
                    <When at={entry.at} />
                    {entry.recordedBy && <>, {entry.recordedBy.name}</>}
                    {entry.comment && <>: {entry.comment}</>}
                  </p>
                </li>
              ))}
            </ol>
          </>
        )}
      </Read>
    </Dialog>
  );
}
