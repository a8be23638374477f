import { createContext, Script } from 'node:vm';
import { mask, Refusal } from '#contracts';

/*
 * A regular expression that an administrator writes may take longer than the age of the world for a few characters. No look at it tells for
 * certain, so none runs unwatched: V8 ends it when its time is over, in the middle of its work.
 */
const oneTextMs = 500;
const allTextsMs = 1500;
/** As long as a text can be (product.md 38). */
const longest = 1600;

const context = createContext({ expression: '', texts: [''], mask });
const masking = new Script(`
  texts.map((text) => {
    let found = 0;
    const hide = (part) => { found += 1; return mask.repeat([...part].length); };
    const hidden = text.replace(new RegExp(expression, 'gu'), (part) => part === '' ? '' : hide(part));
    return { masked: hidden, found };
  })`);

export interface Masked {
  readonly masked: string;
  /** How many places were hidden. */
  readonly found: number;
}

/** What is left of a text when every character that the expression finds is hidden. Refuses with `unreadable` what takes longer than half a second. */
export const maskWith = (expression: string, text: string): Masked => run(expression, [text], oneTextMs)[0]!;

/**
 * What is left of each of these texts when everything that one of the expressions finds is hidden, one expression after the other. A text
 * that an expression takes too long for is hidden whole, and so is every text of an expression that cannot be run.
 */
export function maskTexts(expressions: readonly string[], texts: readonly string[]): string[] {
  return expressions.reduce<string[]>((left, expression) => maskAll(expression, left), [...texts]);
}

function maskAll(expression: string, texts: readonly string[]): string[] {
  const all = attempt(() => run(expression, texts, allTextsMs));
  if (all) return all.map(({ masked }) => masked);
  return texts.map(
    (text) => attempt(() => run(expression, [text], oneTextMs))?.[0]?.masked ?? mask.repeat([...text].length),
  );
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/**
 * Refuses (`unreadable`) an expression that is slow on one of the texts that slow ones stumble over: long runs of what it speaks of, with
 * an end or a beginning that does not fit.
 */
export function refuseUnusable(expression: string): void {
  const literals = [...new Set(expression.match(/[\p{L}\p{N}@.,:;_# -]/gu) ?? [])];
  const runs = [...new Set(['a', 'Z', '0', ' ', '-', 'a0', '0 ', 'a.', 'é', ...literals.slice(0, 40)])];
  const texts = [
    '',
    ...runs.flatMap((part) => {
      const long = part.repeat(Math.floor(longest / part.length) - 1);
      return [`${long}\u0001`, `\u0001${long}`];
    }),
  ];
  run(expression, texts, allTextsMs);
}

function run(expression: string, texts: readonly string[], timeout: number): readonly Masked[] {
  try {
    Object.assign(context, { expression, texts });
    const done = masking.runInContext(context, { timeout }) as Masked[];
    return done.map(({ masked, found }) => ({ masked, found }));
  } catch (error) {
    const isOver = (error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    const why = isOver
      ? 'takes too long for some texts: repeat less, and nothing inside a repetition'
      : 'cannot be run';
    throw new Refusal('unreadable', why, 'expression');
  }
}
