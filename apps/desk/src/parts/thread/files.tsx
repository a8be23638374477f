import { IconAlertTriangle, IconClock, IconDownload, IconFile, type TablerIcon } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MessageMediaView } from '#contracts';
import { mediaLinks, retryMedia } from '../../api/media.ts';
import { announce } from '../../shell/announce.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { fileWords as words } from '../../words/en-files.ts';
import { asSize } from '../../words/size.ts';
import { asTime } from '../time.ts';
import { isPicture, type Drawn } from './rows.ts';
import styles from './files.module.css';

/** What every browser plays; the rest is saved and played by something else. */
const sounds = /^audio\/(mpeg|ogg|mp4|wav|aac|x-m4a|webm)$/;
const films = /^video\/(mp4|webm|ogg)$/;

const nameOf = ({ fileName }: MessageMediaView): string => fileName ?? words.unnamed;
const detailOf = ({ size }: MessageMediaView): string => (size === null ? '' : asSize(size));

interface FilesProps {
  readonly conversationId: string;
  readonly text: Drawn;
  readonly onEnlarge: (fileId: string) => void;
}

/** The files of a text: pictures, sounds and films where they are, everything else to be saved, and what is not here with its reason. */
export function Files({ conversationId, text, onEnlarge }: FilesProps) {
  const here = text.unsent ? [] : text.media.filter(({ state }) => state === 'stored').map(({ id }) => id);
  const links = useQuery(mediaLinks(conversationId, text.id, here));
  return (
    <ul className={styles.files} aria-label={words.list}>
      {text.media.map((file) => (
        <li key={file.id}>
          <OneFile
            file={file}
            link={links.data?.get(file.id)}
            isWaiting={!text.unsent && links.isPending}
            isUnlinked={links.isError}
            onLoadAgain={() => void links.refetch()}
            onEnlarge={onEnlarge}
          />
        </li>
      ))}
    </ul>
  );
}

interface OneFileProps {
  readonly file: MessageMediaView;
  readonly link: string | undefined;
  readonly isWaiting: boolean;
  /** Where it can be seen could not be asked. */
  readonly isUnlinked: boolean;
  readonly onLoadAgain: () => void;
  readonly onEnlarge: (fileId: string) => void;
}

function OneFile({ file, link, isWaiting, isUnlinked, onLoadAgain, onEnlarge }: OneFileProps) {
  const [failed, setFailed] = useState<string | null>(null);
  if (file.state !== 'stored') return <NotHere file={file} />;
  const name = nameOf(file);
  const type = file.contentType ?? '';
  const isFailed = isUnlinked || (link !== undefined && failed === link);
  const fails = () => setFailed(link ?? null);
  if (isPicture(file) && !isFailed && (link !== undefined || isWaiting)) {
    return (
      <figure className={styles.figure}>
        <button
          type="button"
          className={styles.picture}
          aria-label={words.picture(name)}
          disabled={link === undefined}
          onClick={() => onEnlarge(file.id)}
        >
          {link !== undefined && <img src={link} alt="" width={232} height={174} decoding="async" onError={fails} />}
        </button>
        <Caption file={file} />
      </figure>
    );
  }
  const isFilm = films.test(type);
  if (link !== undefined && !isFailed && (isFilm || sounds.test(type))) {
    return (
      <figure className={styles.figure}>
        <Player isFilm={isFilm} link={link} name={name} onFail={fails} />
        <Caption file={file} />
      </figure>
    );
  }
  const loadAgain = () => {
    setFailed(null);
    onLoadAgain();
  };
  return (
    <Card
      icon={isFailed ? IconAlertTriangle : IconFile}
      name={name}
      detail={isFailed ? words.linkFailed : detailOf(file)}
    >
      {isFailed && <Again onClick={loadAgain} />}
      {link !== undefined && (
        <a className={styles.action} href={`${link}&save=1`} download={name} aria-label={words.save(name)}>
          <IconDownload size={16} stroke={1.7} aria-hidden />
        </a>
      )}
    </Card>
  );
}

interface PlayerProps {
  readonly isFilm: boolean;
  readonly link: string;
  readonly name: string;
  readonly onFail: () => void;
}

/** Plays to its end by the link it began with, as another one would begin anew; where that has expired, by the newest. */
function Player({ isFilm, link, name, onFail }: PlayerProps) {
  const [begun, setBegun] = useState<string | null>(null);
  const source = begun ?? link;
  const playing = {
    ...{ controls: true, src: source, 'aria-label': name },
    onPlay: () => setBegun(source),
    onEnded: () => setBegun(null),
    onError: () => (source === link ? onFail() : setBegun(null)),
  };
  return isFilm ? (
    <video className={styles.film} preload="metadata" {...playing} />
  ) : (
    <audio className={styles.sound} preload="none" {...playing} />
  );
}

const Caption = ({ file }: { readonly file: MessageMediaView }) => (
  <figcaption className={styles.caption}>
    <span className={styles.name} dir="auto">
      {nameOf(file)}
    </span>
    <span>{detailOf(file)}</span>
  </figcaption>
);

interface CardProps {
  readonly icon: TablerIcon;
  readonly name: string;
  readonly detail: string;
  readonly children?: React.ReactNode;
}

const Card = ({ icon: Icon, name, detail, children }: CardProps) => (
  <div className={styles.card}>
    <Icon size={19} stroke={1.6} aria-hidden />
    <div className={styles.said}>
      <span className={styles.name} dir="auto" title={name}>
        {name}
      </span>
      <span className={styles.detail}>{detail}</span>
    </div>
    {children}
  </div>
);

const Again = ({ onClick, isDisabled = false }: { readonly onClick: () => void; readonly isDisabled?: boolean }) => (
  <button type="button" className={styles.again} onClick={onClick} disabled={isDisabled}>
    {words.tryNow}
  </button>
);

/** A file that cannot be seen: why, and what helps. */
function NotHere({ file }: { readonly file: MessageMediaView }) {
  const retry = useMutation({
    mutationFn: (_asOf: number) => retryMedia(file.id),
    onSuccess: () => announce(words.asked),
    onError: tellFailure,
  });
  const canAsk = file.state === 'late' || file.state === 'unavailable';
  // the answer to what was asked comes as the next version of the file, often before one can read that it was asked for
  const isAsked = retry.isSuccess && retry.variables === file.version;
  const why = isAsked ? words.asked : whyNotHere(file, retry.isSuccess);
  const isOnItsWay = file.state === 'awaited' || file.state === 'late' || isAsked;
  return (
    <Card icon={isOnItsWay ? IconClock : IconAlertTriangle} name={nameOf(file)} detail={why}>
      {canAsk && !isAsked && <Again onClick={() => retry.mutate(file.version)} isDisabled={retry.isPending} />}
    </Card>
  );
}

function whyNotHere({ state, reason, nextTryAt }: MessageMediaView, wasAskedFor: boolean): string {
  if (state === 'awaited') return words.awaited;
  if (state === 'late') return words[wasAskedFor ? 'stillLate' : 'late'](nextTryAt && asTime(nextTryAt));
  if (state === 'erased') return words.erased;
  return words.reasons[reason ?? ''] ?? reason ?? words.unavailable;
}
