import { silenceMs } from './agent.ts';

/** When each browser of an agent was last heard of, as ISO times. */
export type Desks = Readonly<Record<string, string>>;

/** The browsers that are open still, with the one that was just heard of. Who does not say which it is has but one. */
export function openDesks(desks: Desks, heard: string | null, now: Date): Desks {
  const open = Object.entries(desks).filter(([, at]) => now.getTime() - Date.parse(at) < silenceMs);
  return Object.fromEntries([...open, ...(heard === null ? [] : [[heard, now.toISOString()] as const])]);
}

/** The browsers that stay open when this one closes. */
export function closeDesk(desks: Desks, closed: string | null, now: Date): Desks {
  const { [closed ?? '']: _closed, ...others } = openDesks(desks, null, now);
  return others;
}
