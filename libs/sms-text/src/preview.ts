import { faultsOfText, longestText, type TextKind } from '#contracts';
import { fill, type Fillings } from './fill.ts';
import { measureText, type TextSize } from './sms-text.ts';

/** Up to here a text is read at a glance (product.md 3.2: recommended length). */
const easilyRead = 320;

export type TextWarning =
  'placeholder' | 'empty-placeholder' | 'encoding' | 'segments' | 'long' | 'too-long' | 'nothing';

/** A text as it would arrive, how large that is, and what to think of before it is saved. */
export interface Preview {
  readonly text: string;
  readonly size: TextSize;
  readonly warnings: readonly { readonly code: TextWarning; readonly detail: string }[];
}

/** Fills in a text of this kind and says what it costs; nothing about it is refused. */
export function previewOf(kind: TextKind, text: string, fillings: Fillings): Preview {
  const filled = fill(text, fillings);
  const size = measureText(filled.text);
  const { characters, segments, switchers } = size;
  const warnings: { code: TextWarning; detail: string }[] = faultsOfText(kind, text).map((fault) => ({
    code: 'placeholder',
    detail: `It ${fault}.`,
  }));
  const warn = (code: TextWarning, detail: string) => warnings.push({ code, detail });
  if (filled.empty.length > 0) warn('empty-placeholder', `Nothing stands for ${filled.empty.join(', ')}.`);
  if (characters === 0) warn('nothing', 'Nothing is left to send.');
  if (switchers.length > 0)
    warn('encoding', `${switchers.slice(0, 20).join(' ')}: with these one SMS holds 70 characters instead of 160.`);
  if (segments > 1) warn('segments', `It is paid as ${segments} SMS.`);
  if (characters > longestText) warn('too-long', `It has ${characters} characters; ${longestText} can be sent.`);
  else if (characters > easilyRead) warn('long', `Up to ${easilyRead} characters are read at a glance.`);
  return { text: filled.text, size, warnings };
}
