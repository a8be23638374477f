import { wordsOfField } from '../../words/en-fields.ts';
import { spoken } from './controls.ts';

/** What a field is called, by its path in the form. `about`: what the form is about. */
export const nameOfField = (path: string, about?: string): string =>
  wordsOfField(path, about).name ?? spoken(path.split('.').at(-1)!);
