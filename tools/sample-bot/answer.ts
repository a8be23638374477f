/** What Parley asks a bot (docs/bots.md), as far as this one reads it. */
export interface Question {
  readonly messages: readonly { readonly text: string; readonly choice?: string | null }[];
  readonly context: { readonly customer: { readonly name: string | null } };
}
type Command =
  | { do: 'reply'; text: string; choices?: string[] }
  | { do: 'escalate'; summary: string; variables?: Record<string, string> }
  | { do: 'end' };

const choices = ['Opening hours', 'Speak to a person', 'Nothing, thanks'];

/** A bot that knows three things: a place to begin from. */
export function answer({ messages, context }: Question): { commands: Command[] } {
  const last = messages.at(-1);
  const said = `${last?.choice ?? ''} ${last?.text ?? ''}`.toLowerCase();
  if (said.includes('person') || said.includes('human')) {
    const [order] = /\b[A-Z]+-\d+\b/.exec(last?.text ?? '') ?? [];
    return {
      commands: [
        { do: 'reply', text: 'I am getting somebody. One moment.' },
        {
          do: 'escalate',
          summary: `Asked for a person: "${last?.text ?? ''}"`,
          // passed over until the workstream has a context variable of this name; then rules can route by it
          ...(order && { variables: { Order: order } }),
        },
      ],
    };
  }
  if (said.includes('opening hours'))
    return { commands: [{ do: 'reply', text: 'We are there from 9 to 5, Monday to Friday.', choices }] };
  if (said.includes('nothing')) return { commands: [{ do: 'reply', text: 'Have a good day!' }, { do: 'end' }] };
  const name = context.customer.name;
  return { commands: [{ do: 'reply', text: `Hello${name ? ` ${name}` : ''}! What can I do for you?`, choices }] };
}
