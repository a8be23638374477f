import type { QueryClient } from '@tanstack/react-query';
import type { LiveFrame } from '#contracts';
import { messages } from '../words/en.ts';
import { warn } from './tell.tsx';

/** Administrators hear at once that another system is told nothing any more, and a page that shows it is read again. */
export function alertOfWebhook(cache: QueryClient, frame: LiveFrame): void {
  if (frame.kind !== 'webhook') return;
  void cache.invalidateQueries({ queryKey: ['webhooks'] });
  const { name, active, turnedOff } = frame.view;
  if (!active && turnedOff) warn(messages.webhookOff(name, turnedOff.why));
}
