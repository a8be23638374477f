import { ActionIcon, Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { mediaLinks } from '../../api/media.ts';
import { fileWords as words } from '../../words/en-files.ts';
import { Dialog } from '../dialog.tsx';
import { Bone, Loading } from '../small.tsx';
import { asSize } from '../../words/size.ts';
import type { Picture } from './rows.ts';
import styles from './lightbox.module.css';

interface LightboxProps {
  readonly conversationId: string;
  readonly pictures: readonly Picture[];
  /** The file that is shown; null: it is closed. */
  readonly shown: string | null;
  readonly onShow: (fileId: string) => void;
  readonly onClose: () => void;
}

/** One picture of the thread, large. Arrow keys lead to the others, Enter on it to its full size, Escape back. */
export function Lightbox({ conversationId, pictures, shown, onShow, onClose }: LightboxProps) {
  const at = pictures.findIndex(({ file }) => file.id === shown);
  const picture = pictures[at];
  return (
    <Dialog isOpen={picture !== undefined} onClose={onClose} title={picture?.file.fileName ?? words.large} width={1100}>
      {picture && (
        <Large
          key={picture.file.id}
          conversationId={conversationId}
          picture={picture}
          place={words.at(at + 1, pictures.length)}
          onStep={(step) => {
            const next = pictures[at + step];
            if (next) onShow(next.file.id);
          }}
          isFirst={at === 0}
          isLast={at === pictures.length - 1}
        />
      )}
    </Dialog>
  );
}

interface LargeProps {
  readonly conversationId: string;
  readonly picture: Picture;
  readonly place: string;
  readonly onStep: (step: 1 | -1) => void;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function Large({ conversationId, picture: { text, file }, place, onStep, isFirst, isLast }: LargeProps) {
  const here = text.media.filter(({ state }) => state === 'stored').map(({ id }) => id);
  const links = useQuery(mediaLinks(conversationId, text.id, here));
  const [isFull, setFull] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const link = links.data?.get(file.id);
  const isFailed = links.isError || (link !== undefined && failed === link);
  const name = file.fileName ?? words.unnamed;
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, 1 | -1> = { ArrowLeft: -1, ArrowRight: 1 };
    const step = steps[event.key];
    if (step === undefined || isFull) return;
    event.preventDefault();
    onStep(step);
  };
  const loadAgain = () => {
    setFailed(null);
    void links.refetch();
  };
  const frame = useFocus();
  const does = isFailed ? `${words.linkFailed} ${words.tryNow}` : isFull ? words.fit : words.zoom;
  return (
    <div onKeyDown={press}>
      <button
        type="button"
        ref={frame}
        data-autofocus
        className={styles.frame}
        data-full={(isFull && !isFailed) || undefined}
        aria-label={`${name}. ${does}`}
        onClick={() => (isFailed ? loadAgain() : setFull(!isFull))}
      >
        {isFailed ? (
          <span className={styles.failed}>
            <IconAlertTriangle size={19} stroke={1.6} aria-hidden />
            {words.linkFailed}
            <b>{words.tryNow}</b>
          </span>
        ) : link === undefined ? (
          <Loading>
            <Bone width="100%" height={320} />
          </Loading>
        ) : (
          <img src={link} alt={name} onError={() => setFailed(link)} />
        )}
      </button>
      <div className={styles.tools}>
        <ActionIcon aria-label={words.previous} disabled={isFirst} onClick={() => onStep(-1)}>
          <IconChevronLeft size={18} stroke={1.8} aria-hidden />
        </ActionIcon>
        <span className={styles.place} role="status">
          {place}
        </span>
        <ActionIcon aria-label={words.next} disabled={isLast} onClick={() => onStep(1)}>
          <IconChevronRight size={18} stroke={1.8} aria-hidden />
        </ActionIcon>
        <span className={styles.size}>{file.size !== null && asSize(file.size)}</span>
        <Button
          variant="default"
          leftSection={isFull ? <IconZoomOut size={16} aria-hidden /> : <IconZoomIn size={16} aria-hidden />}
          onClick={() => setFull(!isFull)}
        >
          {isFull ? words.fit : words.zoom}
        </Button>
        {link !== undefined && (
          <Button
            component="a"
            variant="default"
            href={`${link}&save=1`}
            download={name}
            leftSection={<IconDownload size={16} aria-hidden />}
            aria-label={words.save(name)}
          >
            {words.saveShort}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The picture that was just turned to has the focus, so that keys go on from there. */
function useFocus() {
  const [element, setElement] = useState<HTMLButtonElement | null>(null);
  useEffect(() => element?.focus(), [element]);
  return setElement;
}
