import type { Command, Desk } from '../../shell/commands.ts';

/** What somebody types at the beginning of a text to command instead of write (product.md 19.4). */
export type Typed =
  | { readonly is: 'quick-reply'; readonly search: string }
  | { readonly is: 'template'; readonly search: string }
  | { readonly is: 'command'; readonly start: string };

const quickReply = /^\/(?:q|1)(?:\s+(.*))?$/is;
const template = /^\/m(?:\s+(.*))?$/is;
const command = /^\/[a-z0-9]*$/i;

/** Null: it is a text. A slash with words behind it that begin no command is one, too. */
export function typedIn(body: string): Typed | null {
  const asked = quickReply.exec(body);
  if (asked) return { is: 'quick-reply', search: (asked[1] ?? '').trim() };
  const wanted = template.exec(body);
  if (wanted) return { is: 'template', search: (wanted[1] ?? '').trim() };
  return command.test(body) ? { is: 'command', start: body.toLowerCase() } : null;
}

export interface TypedCommand {
  readonly command: Command;
  /** The shortest way to type it. */
  readonly typed: string;
}

/** The commands that can be typed from here and begin with what is there already; the one that is typed whole is on top. */
export const typedCommands = (start: string, commands: readonly Command[], desk: Desk): readonly TypedCommand[] =>
  commands
    .flatMap((one) => {
      const typed = one.typed?.find((way) => way.startsWith(start));
      return typed && one.when(desk) ? [{ command: one, typed }] : [];
    })
    .sort((one, other) => Number(other.typed === start) - Number(one.typed === start));
