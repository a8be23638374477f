import type { LiveFrame } from '#contracts';
import { messages } from '../words/en.ts';
import { warn } from './tell.tsx';

/** Administrators hear at once that another system is told nothing any more. */
export function alertOfWebhook(frame: LiveFrame): void {
  if (frame.kind !== 'webhook') return;
  const { name, active, turnedOff } = frame.view;
  if (!active && turnedOff) warn(messages.webhookOff(name, turnedOff.why));
}
