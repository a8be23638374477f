import { ActionIcon, Button, Popover, Textarea, Tooltip } from '@mantine/core';
import { IconArrowUp, IconBolt, IconMoodSmile, IconTemplate } from '@tabler/icons-react';
import {
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
} from 'react';
import type { AttachmentView, ConversationView } from '#contracts';
import { AttachButton } from '../../parts/attach-button.tsx';
import { late } from '../../parts/late.ts';
import { sendText } from '../../api/unsent.ts';
import { Keys } from '../../parts/small.tsx';
import { useCustomerName } from '../../parts/customer.tsx';
import { agentWords } from '../../words/en-agent.ts';
import { isMac } from '../../shell/keys.ts';
import { begin } from '../../shell/marks.ts';
import { usePreferences } from '../../shell/preferences.ts';
import { toComposer } from '../../shell/regions.ts';
import { tell } from '../../shell/tell.tsx';
import { words as shared } from '../../words/en.ts';
import '../../theme/inputs.css';
import styles from './composer.module.css';
import { useDraft } from './draft.ts';
import type { FilesHandle } from './files-beside.tsx';
import { canSend } from './limits.ts';
import { SegmentMeter } from './segment-meter.tsx';
import type { TranslatingHandle } from '../translation/translating.tsx';
import type { TypedPanelHandle } from './typed-panel.tsx';
import { typedIn } from './typed.ts';

const words = agentWords.composer;
const modEnter = isMac ? '⌘ Enter' : 'Ctrl Enter';
const TypedPanel = late(() => import('./typed-panel.tsx').then(({ TypedPanel: component }) => component));
const EmojiGrid = late(() => import('./emoji.tsx').then(({ EmojiGrid: component }) => component));
const Cost = late(() => import('./cost.tsx').then(({ Cost: component }) => component));
const SwitchedBy = late(() => import('./cost.tsx').then(({ SwitchedBy: component }) => component));
const ExpectedWait = late(() => import('./expected-wait.tsx').then(({ ExpectedWait: component }) => component));
const Translating = late(() =>
  import('../translation/translating.tsx').then(({ Translating: component }) => component),
);
const FilesBeside = late(() => import('./files-beside.tsx').then(({ FilesBeside: component }) => component));

/** While an input method composes, Enter chooses a word. Safari says so only by the old key code. */
const isComposing = ({ nativeEvent }: KeyboardEvent): boolean => nativeEvent.isComposing || nativeEvent.keyCode === 229;

interface ComposerProps {
  readonly conversation: ConversationView;
  readonly onSent: () => void;
  /** The last text that did not go out, put back into an empty field. False when there is none. */
  readonly onTakeUp: () => boolean;
  readonly handle: Ref<ComposerHandle>;
}

/** What can be given to the composer from beside it. */
export interface ComposerHandle {
  readonly attach: (files: readonly File[]) => void;
}

/** Where a text is written. Enter sends, Shift Enter makes a line; what is typed is kept before anything else happens. */
export function Composer({ conversation, onSent, onTakeUp, handle }: ComposerProps) {
  const { sendWith } = usePreferences();
  const [body, write] = useDraft(conversation.id, 'text');
  /** What the customer gets instead of what is written; null: the same. */
  const [inTheirs, setInTheirs] = useState<string | null>(null);
  const measured = useDeferredValue(inTheirs ?? body);
  const translating = useRef<TranslatingHandle>(null);
  const name = useCustomerName({ conversationId: conversation.id, address: conversation.customer });
  const field = useRef<HTMLTextAreaElement>(null);
  const beside = useRef<FilesHandle>(null);
  /** Chosen before that was loaded which takes them. */
  const early = useRef<File[]>([]);
  const takeFiles = useCallback((files: FilesHandle | null) => {
    beside.current = files;
    if (files && early.current.length > 0) files.attach(early.current.splice(0));
  }, []);
  const [files, setFiles] = useState<readonly AttachmentView[]>([]);
  const typed = typedIn(body);
  const isWriting = typed === null && body.trim() !== '';
  const panel = useRef<TypedPanelHandle>(null);
  const [option, setOption] = useState<string | undefined>();
  const [isEmojiOpen, setEmojiOpen] = useState(false);
  useEffect(() => {
    // Who writes a note while the customer comes back goes on with it.
    const isNoting = document.activeElement?.matches('[data-notes]') ?? false;
    if (!isNoting && matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, [conversation.id]);

  const send = () => {
    if (!canSend(body, files.length)) return;
    if (conversation.translated && isWriting) translating.current?.send(body.trim());
    else leave(body.trim());
  };
  const leave = (words: string, original?: string) => {
    begin('desk.send');
    const text = sendText(conversation.id, words, files, original);
    beside.current?.sent(text);
    write('');
    onSent();
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return;
    if (typed && panel.current?.press(event)) return;
    if (typed && event.key === 'Escape') {
      event.preventDefault();
      return write('');
    }
    // What asks for quick replies or templates is never a text, even before the list is there.
    if (typed && typed.is !== 'command' && event.key === 'Enter') return event.preventDefault();
    const isMod = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey && (sendWith === 'enter' || isMod)) {
      event.preventDefault();
      send();
    }
    if (event.key === 'ArrowUp' && !event.altKey && body === '' && onTakeUp()) event.preventDefault();
  };

  /** Where the cursor is, or at the end. */
  const insert = (sign: string) => {
    const { selectionStart: from = body.length, selectionEnd: to = from } = field.current ?? {};
    write(body.slice(0, from) + sign + body.slice(to));
    setEmojiOpen(false);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + sign.length, from + sign.length);
    });
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files];
    // Words that were copied as a picture, too, are words.
    if (pasted.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    attach(pasted);
  };
  const attach = (chosen: readonly File[]) => {
    if (!conversation.agentsMayAttach) tell(agentWords.files.off);
    else if (beside.current) beside.current.attach(chosen);
    else early.current.push(...chosen);
  };
  useImperativeHandle(handle, () => ({ attach }));
  const askFor = (typing: '/q ' | '/m ') => {
    write(typing);
    field.current?.focus();
  };

  return (
    <section className={styles.composer} data-region="composer" aria-label={shared.regions.composer}>
      {typed && (
        <Suspense>
          <TypedPanel typed={typed} conversation={conversation} handle={panel} onActive={setOption} onWrite={write} />
        </Suspense>
      )}
      <div className={styles.field}>
        <Textarea
          ref={field}
          variant="unstyled"
          autosize
          minRows={2}
          maxRows={8}
          classNames={{ input: styles.input! }}
          aria-label={words.label(name)}
          placeholder={words.placeholder}
          dir="auto"
          value={body}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={press}
          onPaste={paste}
          aria-autocomplete="list"
          aria-activedescendant={typed ? option : undefined}
        />
        {conversation.agentsMayAttach && (
          <Suspense>
            <FilesBeside conversation={conversation} handle={takeFiles} onFiles={setFiles} />
          </Suspense>
        )}
        {isWriting && (
          <Suspense>
            <SwitchedBy body={measured} channelId={conversation.channelId} onWrite={write} />
          </Suspense>
        )}
        {conversation.translated && (
          <Suspense>
            <Translating
              conversation={conversation}
              body={isWriting ? body : ''}
              handle={translating}
              onWords={setInTheirs}
              onSend={leave}
            />
          </Suspense>
        )}
        <div className={styles.tools}>
          <AttachButton
            canAttach={conversation.agentsMayAttach ?? false}
            onChoose={(chosen) => {
              attach(chosen);
              toComposer();
            }}
          />
          <Popover opened={isEmojiOpen} onChange={setEmojiOpen} position="top-start" trapFocus returnFocus width={296}>
            <Popover.Target>
              <Tooltip label={agentWords.emoji.open}>
                <ActionIcon
                  aria-label={agentWords.emoji.open}
                  aria-expanded={isEmojiOpen}
                  onClick={() => setEmojiOpen(!isEmojiOpen)}
                >
                  <IconMoodSmile size={19} stroke={1.7} />
                </ActionIcon>
              </Tooltip>
            </Popover.Target>
            <Popover.Dropdown>
              <Suspense>
                <EmojiGrid onChoose={insert} />
              </Suspense>
            </Popover.Dropdown>
          </Popover>
          <Tooltip label={words.quickReplies}>
            <ActionIcon aria-label={words.quickReplies} disabled={body !== ''} onClick={() => askFor('/q ')}>
              <IconBolt size={19} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={words.templates}>
            <ActionIcon aria-label={words.templates} disabled={body !== ''} onClick={() => askFor('/m ')}>
              <IconTemplate size={19} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <span className={styles.ways}>
            <Keys>/q</Keys> {words.replies}
          </span>
          {!typed && <SegmentMeter body={measured} />}
          {isWriting && (
            <Suspense>
              {files.length === 0 && <Cost body={measured} channelId={conversation.channelId} />}
              <ExpectedWait channelId={conversation.channelId} />
            </Suspense>
          )}
          <Button
            className={styles.send!}
            onClick={send}
            disabled={typed !== null || !canSend(body, files.length)}
            rightSection={<IconArrowUp size={16} stroke={2} aria-hidden />}
            onPointerDown={(event) => event.preventDefault()}
          >
            {words.send}
          </Button>
        </div>
      </div>
      <div className={styles.foot}>
        <span>{body !== '' && words.draftSaved}</span>
        <span className={styles.hint}>
          <Keys>{sendWith === 'enter' ? 'Enter' : modEnter}</Keys> {words.sends}{' '}
          <Keys>{sendWith === 'enter' ? 'Shift Enter' : 'Enter'}</Keys> {words.newLine}
        </span>
      </div>
    </section>
  );
}
