import { agentWords } from '../../words/en-agent.ts';

const words = agentWords.composer;

/** A wait that somebody would notice, in steps that do not flicker: five seconds, from a minute and a half on minutes. */
export function waitWords(seconds: number): string | null {
  if (seconds < 5) return null;
  return seconds < 90 ? words.waitSeconds(Math.ceil(seconds / 5) * 5) : words.waitMinutes(Math.round(seconds / 60));
}
