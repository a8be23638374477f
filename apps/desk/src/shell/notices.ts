import { preferences } from './preferences.ts';

export const canNotify = (): boolean => 'Notification' in window && Notification.permission === 'granted';

/** Asks the browser when the person turns notices on, never before. */
export const askToNotify = async (): Promise<boolean> =>
  'Notification' in window && (await Notification.requestPermission()) === 'granted';

export interface Notice {
  /** A second notice of the same name takes the first one's place. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly open: () => void;
}

/** A notice of the system, if the person wants one now. A click brings the desk forward. Gives back how to take it away. */
export function notify({ name, title, text, open }: Notice): () => void {
  const { notices, noticesShowText } = preferences();
  const isWanted = notices === 'always' || (notices === 'background' && document.hidden);
  if (!isWanted || !canNotify()) return () => undefined;
  const notice = new Notification(title, { tag: name, ...(noticesShowText ? { body: text } : {}) });
  notice.onclick = () => {
    window.focus();
    open();
    notice.close();
  };
  return () => notice.close();
}
