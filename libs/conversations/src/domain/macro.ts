import type { CardView, MacroOutcome, MacroStep, Refusal } from '#contracts';
import { type DeskValues, deskValues, type KnownToDesk } from '#sms-text';

const placeholder = /\$\{([^{}]{1,200})\}/g;

/** Words of a macro with what is known in the place of `${…}`; what nobody knows becomes nothing (product.md 15.3, 27). */
export function fillMacro(words: string, known: KnownToDesk): string {
  const values: DeskValues = deskValues(known, 'conversation');
  return words.replace(placeholder, (_, name: string) => {
    if (name.startsWith('$oc.')) return String(known.context?.variables[name.slice('$oc.'.length)] ?? '');
    return values(name.startsWith('$session.') ? name.slice('$session.'.length) : name);
  });
}

/** Whether anything in a step is to be filled in. */
export const asksOfConversation = (step: MacroStep): boolean => JSON.stringify(step).includes('${');

/** The same of everything in a step that is words. */
export function filledStep(step: MacroStep, known: KnownToDesk): MacroStep {
  switch (step.do) {
    case 'set-variables': {
      const filled = Object.entries(step.variables).map(([name, value]) => [
        name,
        typeof value === 'string' ? fillMacro(value, known) : value,
      ]);
      return { ...step, variables: Object.fromEntries(filled) };
    }
    case 'add-note':
    case 'insert':
      return { ...step, text: fillMacro(step.text, known) };
    case 'choose-dispositions':
      return step;
  }
}

type Card = Pick<CardView, 'state' | 'version' | 'actions'>;

/** The card with how one of its actions went; it was of use where that was done. */
export function withOutcome<One extends Card>(card: One, action: number, outcome: MacroOutcome): One {
  return {
    ...card,
    version: card.version + 1,
    state: outcome.succeeded ? 'accepted' : card.state,
    actions: card.actions.map((one, index) => (index === action ? { ...one, outcome } : one)),
  };
}

/** Who ran it and when. */
interface Run {
  readonly by: string;
  readonly now: Date;
}

/** Everything was done; `text` goes into the composer. */
export const done = (text: string | null, { by, now }: Run): MacroOutcome => ({
  ...{ succeeded: true, because: null, text, by },
  at: now.toISOString(),
});

/** Nothing was done, for this reason. */
export const refused = ({ message }: Pick<Refusal, 'message'>, { by, now }: Run): MacroOutcome => ({
  ...{ succeeded: false, because: message, text: null, by },
  at: now.toISOString(),
});
