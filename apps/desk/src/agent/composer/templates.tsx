import { useQuery } from '@tanstack/react-query';
import { useEffect, useImperativeHandle } from 'react';
import { context } from '../../api/customers.ts';
import { writingFirst } from '../../api/writing-first.ts';
import { Failed } from '../../parts/empty.tsx';
import { Bone, Loading } from '../../parts/small.tsx';
import { useOptions } from '../../parts/use-options.ts';
import { tell } from '../../shell/tell.tsx';
import { typedWords } from '../../words/en-typed.ts';
import { filledFor, useWriter } from './fill-reply.ts';
import { inLanguage, templatesWith } from './in-language.ts';
import styles from './typed-panel.module.css';
import type { TypedPanelProps } from './typed-panel.tsx';

const words = typedWords;

/** Templates in the conversation's language, as the customer would get them; what nobody knows is said, so that it is filled in by hand. */
export function Templates({
  search,
  conversation,
  handle,
  onActive,
  onWrite,
}: TypedPanelProps & { readonly search: string }) {
  const writer = useWriter();
  const { data: known = null } = useQuery(context(conversation.id));
  const { data, error, refetch } = useQuery(writingFirst);
  const found = templatesWith(data?.templates ?? [], search, conversation.language);
  const texts = found.map((template) => filledFor(inLanguage(template, conversation.language), known, writer));
  const choose = (index: number) => {
    const text = texts[index];
    if (!text) return;
    onWrite(text.text);
    if (text.empty.length > 0) tell(words.fillIn(text.empty));
  };
  const options = useOptions(found.length, search, choose);
  useImperativeHandle(handle, () => ({ press: options.press }));
  useEffect(() => {
    onActive(options.activeId);
    return () => onActive(undefined);
  }, [options.activeId, onActive]);
  return (
    <div className={styles.panel} onPointerDown={(event) => event.preventDefault()}>
      {error && !data ? (
        <Failed what={words.templates} error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading>
          <Bone height={40} />
        </Loading>
      ) : found.length === 0 ? (
        <p className={styles.empty}>{search === '' ? words.noTemplates : words.noTemplateFound(search)}</p>
      ) : (
        <ul className={styles.list} role="listbox" id={options.listId} aria-label={words.templates}>
          {found.map(({ id, name }, index) => (
            <li
              key={id}
              id={options.idOf(index)}
              role="option"
              aria-selected={options.isActive(index)}
              className={styles.option}
              onPointerMove={() => options.point(index)}
              onClick={() => choose(index)}
            >
              <strong className={styles.name} dir="auto">
                {name}
              </strong>
              <span className={styles.words} dir="auto">
                {texts[index]!.text}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
