import { z } from 'zod';
import { longestText } from './text-limits.ts';

/** A letter, a digit or an underscore, up to 100 of them: how context variables are called (product.md 27). Case counts. */
const variableName = '[A-Za-z0-9_]{1,100}';

/** Whether texts and rules can name a context variable so. */
export const isVariableName = (name: string): boolean => new RegExp(`^${variableName}$`).test(name);

/** What a kind of text may contain in braces (product.md 27). Elsewhere in the trade such a thing is called a slug. */
interface Placeholders {
  readonly names: readonly string[];
  /** How a context variable is written, with `Name` for its name; null: not at all. */
  readonly variable: '$Name$' | 'OCContext.Name' | null;
}
const people = ['FullName{Agent}', 'FirstName{Agent}', 'LastName{Agent}', 'Nickname{Agent}'] as const;

/** The placeholders of each kind of text. Templates go out with context of their own, so they may name it as quick replies do. */
export const placeholders = {
  'automated-message': { names: ['AgentName', 'QueueName'], variable: '$Name$' },
  'quick-reply': {
    names: ['FullName{Customer}', 'FirstName{Customer}', 'LastName{Customer}', ...people],
    variable: 'OCContext.Name',
  },
  'message-template': {
    names: ['FullName{Customer}', 'FirstName{Customer}', 'LastName{Customer}', 'NickName{Customer}', ...people],
    variable: 'OCContext.Name',
  },
  'consent-text': { names: [], variable: null },
} as const satisfies Record<string, Placeholders>;
export type TextKind = keyof typeof placeholders;
export const textKind = z.enum(Object.keys(placeholders) as [TextKind, ...TextKind[]]);

/** A part of a text as it stands; `name` is what a placeholder has between its braces: `AgentName`, `$Order$`, `FullName{Agent}`. */
export type Piece =
  | { readonly is: 'words'; readonly text: string }
  | { readonly is: 'placeholder'; readonly text: string; readonly name: string }
  | { readonly is: 'unclosed'; readonly text: string };

/** Takes a text apart at its outermost braces, in one pass; together the pieces are the text. A closing brace alone is a word. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const words = (from: number, to: number) => from < to && pieces.push({ is: 'words', text: text.slice(from, to) });
  let from = 0;
  let opened = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') {
      if (depth === 0) opened = at;
      depth += 1;
    } else if (text[at] === '}' && depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      words(from, opened);
      pieces.push({ is: 'placeholder', text: text.slice(opened, at + 1), name: text.slice(opened + 1, at) });
      from = at + 1;
    }
  }
  words(from, depth > 0 ? opened : text.length);
  if (depth > 0) pieces.push({ is: 'unclosed', text: text.slice(opened) });
  return pieces;
}

const variables = {
  $Name$: new RegExp(`^\\$(${variableName})\\$$`),
  'OCContext.Name': new RegExp(`^OCContext\\.(${variableName})$`),
};

/** The context variable that a placeholder of either spelling stands for; null when it stands for something else. */
export const variableIn = (name: string): string | null =>
  variables.$Name$.exec(name)?.[1] ?? variables['OCContext.Name'].exec(name)?.[1] ?? null;

/** What is wrong with the placeholders of a text, in sentences that name them; nothing twice. */
export function faultsOfText(kind: TextKind, text: string): readonly string[] {
  const faults = piecesOf(text).flatMap((piece) => {
    if (piece.is === 'words') return [];
    if (piece.is === 'unclosed') return [`opens a placeholder that is not closed: ${short(piece.text)}`];
    return isPlaceholder(kind, piece.name)
      ? []
      : [`has no placeholder ${short(piece.text)}: ${known(kind, piece.name)}`];
  });
  return [...new Set(faults)];
}

function isPlaceholder(kind: TextKind, name: string): boolean {
  const { names, variable }: Placeholders = placeholders[kind];
  return names.includes(name) || (variable !== null && variables[variable].test(name));
}

function known(kind: TextKind, name: string): string {
  const { names, variable }: Placeholders = placeholders[kind];
  const meant = names.find((one) => one.toLowerCase() === name.trim().toLowerCase());
  if (meant) return `it is written {${meant}}`;
  const all = [...names, ...(variable ? [variable] : [])].map((one) => `{${one}}`);
  return all.length > 0 ? `there are ${all.join(', ')}` : 'there are none here';
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** A text to customers or agents with the placeholders of its kind: up to 1,600 characters, every placeholder a known one (product.md 21.1, 27). */
export const textWith = (kind: TextKind) =>
  z
    .string()
    .trim()
    .min(1, 'is required')
    .superRefine((text, context) => {
      if ([...text].length > longestText)
        context.addIssue({
          code: 'custom',
          message: `must be at most ${longestText.toLocaleString('en')} characters long`,
        });
      else for (const message of faultsOfText(kind, text)) context.addIssue({ code: 'custom', message });
    })
    .meta({ maxLength: longestText });
