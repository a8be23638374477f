/** What Parley asks a smart assist (docs/bots.md), as far as this one reads it. */
export interface Thread {
  readonly messages: readonly { readonly from: string; readonly text: string }[];
}
type Step =
  | { do: 'set-variables'; variables: Record<string, string> }
  | { do: 'add-note'; text: string }
  | { do: 'insert'; text: string };
interface Card {
  readonly type: 'macro' | 'next-best-step';
  readonly title: string;
  readonly actions: readonly (
    { do: 'insert'; label: string; text: string } | { do: 'run'; label: string; steps: readonly Step[] }
  )[];
}

/** An assist that knows one thing, returns: it asks for the order, and once it is named has a macro for the rest. */
export function suggest({ messages }: Thread): { cards: Card[] } {
  const said = messages.filter(({ from }) => from === 'customer').map(({ text }) => text);
  if (!said.some((text) => /\breturn\b|send .*back/i.test(text))) return { cards: [] };
  const order = said.flatMap((text) => /\b[A-Z]+-\d+\b/.exec(text) ?? []).at(-1);
  if (order === undefined) {
    const ask = { do: 'insert', label: 'Ask', text: 'Which order is it?' } as const;
    return { cards: [{ type: 'next-best-step', title: 'Ask for the order', actions: [ask] }] };
  }
  const steps: Step[] = [
    // refused, which the card says, until the workstream has a context variable of this name
    { do: 'set-variables', variables: { Order: order } },
    { do: 'add-note', text: '${customerName} sends ${$oc.Order} back.' },
    { do: 'insert', text: 'We take ${$oc.Order} back. A label is on its way to you.' },
  ];
  return {
    cards: [{ type: 'macro', title: `A return of ${order}`, actions: [{ do: 'run', label: 'Take it back', steps }] }],
  };
}
