import { IconAlertTriangle, IconFile, IconX } from '@tabler/icons-react';
import { useEffect, useImperativeHandle, useState, type Ref } from 'react';
import type { AttachmentView, ConversationView } from '#contracts';
import { attachments, open, useAttached, useNotAttached } from '../../api/attached.ts';
import { asAttachment, type AttachedNow } from '../../api/attachments.ts';
import type { Unsent } from '../../api/outbox.ts';
import { writer } from '../../api/unsent.ts';
import { asSize } from '../../words/size.ts';
import { toComposer } from '../../shell/regions.ts';
import { attachWords as words } from '../../words/en-files.ts';
import { attach } from './attach.ts';
import styles from './files-beside.module.css';

/** How the composer speaks with the files beside its words. */
export interface FilesHandle {
  readonly attach: (files: readonly File[]) => void;
  /** From now on they belong to this text. */
  readonly sent: (text: Unsent) => void;
}

interface FilesBesideProps {
  readonly conversation: ConversationView;
  readonly handle: Ref<FilesHandle>;
  readonly onFiles: (files: readonly AttachmentView[]) => void;
}

const none: readonly AttachmentView[] = [];

/** What goes along with the words above: how far each is, and how to take it away; and what cannot go along, with its reason. */
export function FilesBeside({ conversation, handle, onFiles }: FilesBesideProps) {
  const files = useAttached(conversation.id);
  const sentences = useNotAttached(conversation.id);
  useEffect(() => void open(writer()), []);
  useEffect(() => onFiles(files.map(asAttachment)), [files, onFiles]);
  useEffect(() => () => onFiles(none), [onFiles]);
  useImperativeHandle(handle, () => ({
    attach: (chosen) => attach(conversation, chosen),
    sent: ({ id, files: along = [] }) => {
      attachments.claim(
        along.map((file) => file.id),
        id,
      );
      attachments.say(conversation.id, []);
    },
  }));
  if (files.length === 0 && sentences.length === 0) return null;
  return (
    <div className={styles.beside}>
      {files.length > 0 && (
        <ul className={styles.files} aria-label={words.list}>
          {files.map((file) => (
            <li key={file.id} className={styles.file}>
              <Thumb file={file} />
              <span className={styles.said}>
                <span className={styles.name} dir="auto" title={file.fileName}>
                  {file.fileName}
                </span>
                <span className={styles.detail}>
                  {file.keptAt === null ? words.uploading(Math.round(file.progress * 100)) : asSize(file.size)}
                </span>
              </span>
              <button
                type="button"
                className={styles.remove}
                aria-label={(file.keptAt === null ? words.cancel : words.remove)(file.fileName)}
                onClick={() => {
                  attachments.remove(file.id);
                  toComposer();
                }}
              >
                <IconX size={14} stroke={2} aria-hidden />
              </button>
              {file.keptAt === null && (
                <progress
                  className={styles.progress}
                  value={file.progress}
                  aria-label={words.progress(file.fileName)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {sentences.map((sentence) => (
        <p key={sentence} className={styles.problem}>
          <IconAlertTriangle size={14} stroke={1.9} aria-hidden />
          {sentence}
        </p>
      ))}
    </div>
  );
}

function Thumb({ file: { file, contentType } }: { readonly file: AttachedNow }) {
  const [source, setSource] = useState<string | null>(null);
  const isPicture = contentType.startsWith('image/');
  useEffect(() => {
    if (!isPicture) return;
    const made = URL.createObjectURL(file);
    setSource(made);
    return () => URL.revokeObjectURL(made);
  }, [file, isPicture]);
  return (
    <span className={styles.thumb}>
      {source ? <img src={source} alt="" /> : <IconFile size={18} stroke={1.6} aria-hidden />}
    </span>
  );
}
