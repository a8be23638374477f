import { commands, keysOf, type Command } from '../shell/commands.ts';
import { isSafe } from '../shell/keys.ts';

/** Keys of their own for commands, by the command's id; empty: none. */
export type ChosenKeys = Readonly<Record<string, string>>;

/** Why keys cannot be taken for a command: they write, the browser keeps them, or they have this command already. */
export type KeysRefusal = { readonly why: 'writes' | 'browser' } | { readonly why: 'taken'; readonly by: Command };

/** With Ctrl or ⌘ these cut, copy, paste, select and undo what is written. */
const ofWriting = /^Mod\+(Shift\+)?[ACVXYZ]$/;
/** What moves, selects or writes in a field and a list, with or without Shift; Alt and ⌘ with an arrow walk through words on a Mac. */
const ofFields =
  /^(Mod\+)?(Shift\+)?(Enter|Tab|Escape|Backspace|Delete|Arrow(Up|Down|Left|Right)|Home|End|PageUp|PageDown|Insert| )$/;
/** What browsers do not give away, or nobody wants to lose: windows, tabs, loading again, the address, tools. */
const ofBrowsers = /^(Mod\+(Shift\+)?[NTW]|Mod\+[LRQ]|Alt\+(ArrowLeft|ArrowRight|F4)|F5|Mod\+F5|F11|F12)$/;
const modifiers = new Set([
  'Control',
  'Shift',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);

/** Whether a press is no more than the beginning of one: Ctrl alone, or a sign that is not finished. */
export const isUnfinished = (keys: string): boolean => modifiers.has(keys.split('+').at(-1)!);

/** A sign alone is written, too. */
const writes = (keys: string): boolean =>
  !isSafe(keys) || keys.length === 1 || ofWriting.test(keys) || ofFields.test(keys);

/** Why these keys cannot be this command's; null when they can. */
export function refusalOf(keys: string, { id }: Command, chosen: ChosenKeys): KeysRefusal | null {
  if (writes(keys)) return { why: 'writes' };
  if (ofBrowsers.test(keys)) return { why: 'browser' };
  const by = commands.find((other) => other.id !== id && keysOf(other, chosen) === keys);
  return by ? { why: 'taken', by } : null;
}

/** What is kept once a command has these keys: nothing, where they are the usual ones. */
export function withKeys(chosen: ChosenKeys, { id, keys: usual }: Command, keys: string): ChosenKeys {
  const { [id]: _, ...others } = chosen;
  return keys === (usual ?? '') ? others : { ...others, [id]: keys };
}
