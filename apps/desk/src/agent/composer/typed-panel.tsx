import { useEffect, useImperativeHandle, type KeyboardEvent, type Ref } from 'react';
import type { ConversationView } from '#contracts';
import { commands } from '../../shell/commands.ts';
import { useDesk } from '../../shell/use-desk.ts';
import { Keys } from '../../parts/small.tsx';
import { useOptions } from '../../parts/use-options.ts';
import { typedWords } from '../../words/en-typed.ts';
import { QuickReplies } from './quick-replies.tsx';
import { Templates } from './templates.tsx';
import styles from './typed-panel.module.css';
import { typedCommands, type Typed } from './typed.ts';

const words = typedWords;

/** How the field that has the focus speaks with the list above it. */
export interface TypedPanelHandle {
  /** True when the key was meant for the list, not for the text. */
  readonly press: (event: KeyboardEvent) => boolean;
}

export interface TypedPanelProps {
  readonly typed: Typed;
  readonly conversation: ConversationView;
  readonly handle: Ref<TypedPanelHandle>;
  /** Says to readers which option Enter means. */
  readonly onActive: (optionId: string | undefined) => void;
  /** New words in the place of what was typed. */
  readonly onWrite: (words: string) => void;
}

/** Above the field: quick replies behind `/q`, templates behind `/m`, or the commands that begin with what is typed. */
export const TypedPanel = (props: TypedPanelProps) =>
  props.typed.is === 'quick-reply' ? (
    <QuickReplies {...props} search={props.typed.search} />
  ) : props.typed.is === 'template' ? (
    <Templates {...props} search={props.typed.search} />
  ) : (
    <TypedCommands {...props} start={props.typed.start} />
  );

function TypedCommands({ start, handle, onActive, onWrite }: TypedPanelProps & { readonly start: string }) {
  const desk = useDesk();
  const rows = [
    ...typedCommands(start, commands, desk).map(({ command, typed }) => ({
      id: command.id,
      words: command.words,
      typed,
      choose: () => {
        onWrite('');
        command.run(desk);
      },
    })),
    ...('/q'.startsWith(start) || '/1' === start
      ? [{ id: 'quick-reply', words: words.quickReplies, typed: '/q', choose: () => onWrite('/q ') }]
      : []),
    ...('/m'.startsWith(start)
      ? [{ id: 'template', words: words.templates, typed: '/m', choose: () => onWrite('/m ') }]
      : []),
  ];
  const options = useOptions(rows.length, start, (index) => rows[index]?.choose());
  useImperativeHandle(handle, () => ({ press: options.press }));
  useEffect(() => {
    onActive(options.activeId);
    return () => onActive(undefined);
  }, [options.activeId, onActive]);
  if (rows.length === 0) return null;
  return (
    <ul className={styles.list} role="listbox" id={options.listId} aria-label={words.commands}>
      {rows.map((row, index) => (
        <li
          key={row.id}
          id={options.idOf(index)}
          role="option"
          aria-selected={options.isActive(index)}
          className={styles.option}
          onPointerDown={(event) => event.preventDefault()}
          onPointerMove={() => options.point(index)}
          onClick={row.choose}
        >
          <Keys>{row.typed}</Keys>
          <span className={styles.words}>{row.words}</span>
        </li>
      ))}
    </ul>
  );
}
