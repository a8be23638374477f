import { Button } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { words } from '../words/en.ts';
import type { Toast } from './tell.tsx';
import './toasts.css';

/** What was said lately, in the corner. Nothing here takes the focus; the announcer reads it aloud. */
export function ToastList({ toasts }: { readonly toasts: readonly Toast[] }) {
  const shown = useRef(0);
  useEffect(() => {
    for (const { id, sentence, isFailure, action } of toasts) {
      if (id <= shown.current) continue;
      shown.current = id;
      const key = notifications.show({
        message: (
          <>
            {sentence}
            {action && (
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => {
                  action.run();
                  notifications.hide(key);
                }}
              >
                {action.label}
              </Button>
            )}
          </>
        ),
        ...(isFailure ? { color: 'bad' } : {}),
        icon: isFailure ? <IconAlertTriangle size={16} stroke={1.9} /> : <IconCheck size={16} stroke={2} />,
        autoClose: isFailure ? 12_000 : action ? 8_000 : 5_000,
        withBorder: true,
        role: 'presentation',
        closeButtonProps: { 'aria-label': words.common.close },
      });
    }
  }, [toasts]);
  return <Notifications position="bottom-right" limit={3} role="region" aria-label={words.regions.notices} />;
}
