import { useQuery } from '@tanstack/react-query';
import { blockedNumber, blockedTexts } from '../../api/safety.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Read } from '../../parts/read.tsx';
import { isForgotten, When } from '../../parts/small.tsx';
import { words as shared } from '../../words/en.ts';
import { safetyWords } from '../../words/en-safety.ts';
import own from './safety.module.css';

const words = safetyWords.blocked;

/** What happened to a number, and what it texted meanwhile. */
export function BlockedNumber({ number, onClose }: { readonly number: string; readonly onClose: () => void }) {
  const query = useQuery(blockedNumber(number));
  const texts = useQuery(blockedTexts(number));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isForgotten(number) ? shared.common.forgotten : number}
      width={560}
      side="end"
    >
      <h3 className={own.part}>{words.history}</h3>
      <Read query={query} what={words.history}>
        {({ history }) => (
          <ol className={own.line}>
            {history.map(({ id, kind, by, at, comment }) => (
              <li key={id}>
                {words.kinds[kind] ?? kind}
                {comment && <>: {comment}</>}
                <p className={own.note}>
                  <When at={at} />
                  {by && <>, {by.name}</>}
                </p>
              </li>
            ))}
          </ol>
        )}
      </Read>
      <h3 className={own.part}>{words.texts}</h3>
      <Read query={texts} what={words.texts}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={own.note}>{words.noTexts}</p>
          ) : (
            <ol className={own.line}>
              {items.map(({ messageId, body, receivedAt }) => (
                <li key={messageId} dir="auto">
                  {body ?? words.gone}
                  <p className={own.note}>
                    <When at={receivedAt} />
                  </p>
                </li>
              ))}
            </ol>
          )
        }
      </Read>
    </Dialog>
  );
}
