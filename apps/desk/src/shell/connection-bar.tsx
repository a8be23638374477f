import { IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWaitingTexts } from '../api/unsent.ts';
import { useConnection } from '../live/stream.ts';
import { messages, words } from '../words/en.ts';
import styles from './shell.module.css';

/** A break shorter than this is nobody's business. */
const patience = 2_500;

/** Message 25 while offline, one line while reconnecting; nothing while all is well. */
export function ConnectionBar() {
  const connection = useConnection();
  const texts = useWaitingTexts();
  const isBroken = connection === 'reconnecting' || connection === 'offline';
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(isBroken), isBroken && connection !== 'offline' ? patience : 0);
    return () => clearTimeout(timer);
  }, [isBroken, connection]);
  if (!isShown || !isBroken) return <div role="status" />;
  return (
    <div role="status">
      <div className={styles.connection} data-connection={connection}>
        {connection === 'offline' ? (
          <IconCloudOff size={16} stroke={1.7} aria-hidden />
        ) : (
          <IconRefresh size={16} stroke={1.7} aria-hidden className={styles.turning} />
        )}
        {connection === 'offline' ? messages.offline(texts) : words.connection.reconnecting}
        {connection === 'reconnecting' && texts > 0 && <span>{words.connection.waiting(texts)}</span>}
      </div>
    </div>
  );
}

/** A word beside a live page's title. */
export function ConnectionWord() {
  const connection = useConnection();
  return (
    <span className={styles.connectionWord} data-connection={connection}>
      <span className={styles.connectionDot} aria-hidden />
      {connection === 'live' ? words.connection.liveHint : words.connection[connection]}
    </span>
  );
}
