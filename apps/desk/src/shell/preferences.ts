import { useSyncExternalStore } from 'react';

const watchers = new Set<() => void>();
const name = 'sound';

const isOn = (): boolean => localStorage.getItem(name) !== 'off';
const watch = (tell: () => void): (() => void) => {
  watchers.add(tell);
  window.addEventListener('storage', tell);
  return () => {
    watchers.delete(tell);
    window.removeEventListener('storage', tell);
  };
};

/** Whether offers may be heard; kept in this browser. */
export const isSoundOn = isOn;
export const useSound = (): boolean => useSyncExternalStore(watch, isOn);
export function setSound(on: boolean): void {
  if (on) localStorage.removeItem(name);
  else localStorage.setItem(name, 'off');
  watchers.forEach((tell) => tell());
}
