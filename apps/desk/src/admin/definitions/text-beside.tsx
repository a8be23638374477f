import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { preview } from '../../api/texts.ts';
import { textWords as words } from '../../words/en-texts.ts';
import { Beside } from '../patterns/page.tsx';
import own from './beside.module.css';

/** A text as a customer gets it, what it costs, and what to think of. */
export function TextBeside({ kind, text }: { readonly kind: string; readonly text: string }) {
  const [asked] = useDebouncedValue(text, 250);
  const { data } = useQuery({ ...preview(kind, asked), placeholderData: keepPreviousData });
  return (
    <Beside title={words.preview}>
      <div className={own.phone}>
        {text.trim() === '' ? (
          <p className={own.hint}>{words.nothing}</p>
        ) : (
          <p className={own.bubble} dir="auto">
            {data?.text ?? text}
          </p>
        )}
      </div>
      {data && text.trim() !== '' && (
        <>
          <p className={own.size} data-many={data.size.segments > 1 || undefined}>
            {words.size(data.size.characters, data.size.segments, data.size.encoding)}
          </p>
          {data.warnings.map(({ code, detail }) => (
            <p key={`${code} ${detail}`} className={own.warning}>
              {detail}
            </p>
          ))}
        </>
      )}
    </Beside>
  );
}
