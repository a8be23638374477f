import type { LiveFrame } from '#contracts';
import { messages } from '../words/en.ts';
import { tell } from './tell.tsx';

/** What a supervisor tells the agents of many conversations is said in passing wherever the agent is; it stays in each thread. */
export function alertOfNotice(frame: LiveFrame): void {
  if (frame.kind === 'notice') tell(messages.notice(frame.view.by.name, frame.view.text));
}
