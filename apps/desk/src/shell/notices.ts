import { type Preferences, preferences } from './preferences.ts';

/** Whether this browser lets the desk show notices. */
export const canNotify = (): boolean => 'Notification' in window && Notification.permission === 'granted';

/** Asks the browser when the person turns notices on, never before. */
export const askToNotify = async (): Promise<boolean> =>
  'Notification' in window && (await Notification.requestPermission()) === 'granted';

export interface Notice {
  /** A second notice of the same name takes the first one's place. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** A picture that is no SVG; null: the browser's own. */
  readonly icon: string | null;
  /** When the desk's administrators want such notices at all. */
  readonly atMost: 'never' | 'in-background' | 'always';
}

/** Whether a notice is wanted now: the person decides, within what the template of the work lets them. */
export function isNoticeWanted(
  { notices }: Pick<Preferences, 'notices'>,
  atMost: Notice['atMost'],
  isHidden: boolean,
): boolean {
  if (notices === 'never' || atMost === 'never') return false;
  return isHidden || (notices === 'always' && atMost === 'always');
}

/**
 * A notice of the system, if the person wants one now. A click brings the desk forward, where the offer is answered (product.md 15.4). Gives back
 * how to take it away.
 */
export function notify({ name, title, text, icon, atMost }: Notice): () => void {
  const chosen = preferences();
  if (!isNoticeWanted(chosen, atMost, document.hidden) || !canNotify()) return () => undefined;
  const picture = icon === null || /\.svg(?:[?#]|$)/i.test(icon) ? {} : { icon };
  const notice = new Notification(title, { tag: name, ...picture, ...(chosen.noticesShowText && { body: text }) });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
  return () => notice.close();
}
