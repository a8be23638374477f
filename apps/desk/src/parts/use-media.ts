import { useSyncExternalStore } from 'react';

/** Whether a media query holds now. Widths at which the desk changes: 1280, 1024, 768. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (tell) => {
      const list = matchMedia(query);
      list.addEventListener('change', tell);
      return () => list.removeEventListener('change', tell);
    },
    () => matchMedia(query).matches,
  );
}

export const hasRoomForContext = '(min-width: 1280px)';
export const hasRoomForList = '(min-width: 1024px)';
export const isPhone = '(max-width: 767px)';
