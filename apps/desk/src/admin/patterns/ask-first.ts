import { Refused } from '../../api/refused.ts';

/**
 * Has a person asked before something is saved that cannot be taken back, as a door does that wants a confirmation. `why`: what it touches;
 * null: nothing to ask about. Throws {@link Refused} with `confirmation-required`, which a form knows.
 */
export function askFirst(why: string | null, isConfirmed: boolean): void {
  if (why === null || isConfirmed) return;
  throw new Refused(409, {
    type: 'about:blank',
    title: 'Confirmation required',
    status: 409,
    detail: why,
    code: 'confirmation-required',
    correlationId: '',
  });
}
