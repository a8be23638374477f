import type { Kind } from '../../api/definitions.ts';
import { kindWords } from '../../words/en-kinds.ts';

/** What one of a kind is called, and one that is not there yet. */
export const oneOf = (kind: Kind): string => kindWords[kind.kind]!.one;
export const newOf = ({ kind }: Kind): string => kindWords[kind]!.new;
