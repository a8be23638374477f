import type { MacroStep } from '#contracts';

const words = (text: string) => text.replace(/\$\{(?:\$(?:oc|session)\.)?([^{}]*)\}/g, '[$1]');

/** The words of macros: what they would do, and how that went. */
export const macroWords = {
  does: 'What it does',
  /** What is not known yet stands in brackets by its name. */
  step: (step: MacroStep): string[] => {
    switch (step.do) {
      case 'set-variables':
        return Object.entries(step.variables).map(([name, value]) =>
          value === null ? `Clears ${name}` : `Sets ${name} to ${words(String(value))}`,
        );
      case 'add-note':
        return [`Adds a note: ${words(step.text)}`];
      case 'choose-dispositions':
        return [`Says what it came to: ${step.codes.join(', ')}`];
      case 'insert':
        return [`Puts into your text: ${words(step.text)}`];
    }
  },
  done: (by: string) => `Done by ${by}.`,
  notDone: (because: string) => `Nothing was done. ${because}`,
} as const;
