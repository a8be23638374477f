import { piecesOf, variableIn } from '#contracts';

/** What placeholders stand for: `named` by what is between their braces (`AgentName`, `FullName{Agent}`), context variables by their names. */
export interface Fillings {
  readonly named: Readonly<Record<string, string>>;
  readonly context: Readonly<Record<string, string | number>>;
}

/** A filled text, and the placeholders, each once, that nothing was known for. */
export interface Filled {
  readonly text: string;
  readonly empty: readonly string[];
}

/**
 * Puts what is known in the place of each placeholder; what is not known becomes nothing (product.md 21.1). What is filled in is not looked
 * into again: a customer called `{AgentName}` is called just that.
 */
export function fill(text: string, { named, context }: Fillings): Filled {
  const empty = new Set<string>();
  const filled = piecesOf(text).map((piece) => {
    if (piece.is !== 'placeholder') return piece.text;
    const variable = variableIn(piece.name);
    const value = variable === null ? own(named, piece.name) : own(context, variable);
    if (value === undefined || value === '') empty.add(piece.text);
    return String(value ?? '');
  });
  return { text: filled.join(''), empty: [...empty] };
}

const own = <Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;
