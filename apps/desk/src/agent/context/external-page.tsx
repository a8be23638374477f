import { ActionIcon, Tooltip } from '@mantine/core';
import { IconExternalLink, IconRefresh } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Bone } from '../../parts/small.tsx';
import { pageWords } from '../../words/en-pages.ts';
import { type KeptPage, leavePage, loadAgain, showPage } from './kept-pages.ts';
import styles from './pages.module.css';

const words = pageWords.external;
/** From when on a page that has not come is said to be slow, in milliseconds. */
const slowAfterMs = 8_000;

interface ExternalPageProps {
  readonly conversationId: string;
  readonly address: string;
  readonly title: string;
}

/**
 * A page elsewhere, held in a frame that may not touch the desk. A browser does not tell whether a page refuses to be framed, so the way to it
 * in a window of its own always stands there, and is said to be one.
 */
export function ExternalPage({ conversationId, address, title }: ExternalPageProps) {
  const place = useRef<HTMLDivElement>(null);
  const page = useRef<KeptPage>(null);
  const [isThere, setThere] = useState(false);
  useLayoutEffect(() => {
    const shown = showPage(conversationId, address, place.current!);
    page.current = shown;
    shown.tell = () => setThere(shown.isThere);
    shown.tell();
    return () => leavePage(conversationId, address);
  }, [conversationId, address]);
  useLayoutEffect(() => {
    if (page.current) page.current.frame.title = title;
  }, [title, address, conversationId]);
  const host = new URL(address).host;
  return (
    <div className={styles.external}>
      <div className={styles.place}>
        <bdi className={styles.host} dir="ltr">
          {host}
        </bdi>
        <Tooltip label={words.reload}>
          <ActionIcon aria-label={words.reload} onClick={() => page.current && loadAgain(page.current, address)}>
            <IconRefresh size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={styles.frame} aria-busy={!isThere}>
        <div className={styles.holder} ref={place} />
        {!isThere && <Coming host={host} key={address} />}
      </div>
      <p className={styles.outside}>
        <span>{words.empty}</span>
        <a href={address} target="_blank" rel="noreferrer noopener">
          {words.open}
          <IconExternalLink size={14} stroke={1.8} aria-hidden />
        </a>
      </p>
    </div>
  );
}

function Coming({ host }: { readonly host: string }) {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.coming} role="status">
      <p>{isSlow ? words.slow(host) : words.loading(host)}</p>
      <Bone width="62%" height={14} />
      <Bone width="88%" />
      <Bone width="74%" />
    </div>
  );
}
