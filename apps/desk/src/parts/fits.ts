import { attachable } from '#contracts';

/** What counts of a file before it is attached. */
export interface Candidate {
  readonly name: string;
  readonly size: number;
}

/** Why a file cannot go along (product.md 23). */
export interface TurnedAway {
  readonly name: string;
  readonly size: number;
  readonly why: 'type' | 'empty' | 'too-large' | 'too-many';
}

const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
const isAttachable = (name: string): boolean => (attachable.extensions as readonly string[]).includes(endingOf(name));

/** Which of these fit beside what is attached already, in their order; said before anything is uploaded. */
export function fitting<File extends Candidate>(
  files: readonly File[],
  already: readonly { readonly size: number }[],
): { readonly fit: readonly File[]; readonly turnedAway: readonly TurnedAway[] } {
  const fit: File[] = [];
  const turnedAway: TurnedAway[] = [];
  let bytes = already.reduce((sum, { size }) => sum + size, 0);
  for (const file of files) {
    const why = !isAttachable(file.name)
      ? 'type'
      : file.size === 0
        ? 'empty'
        : already.length + fit.length >= attachable.files
          ? 'too-many'
          : bytes + file.size > attachable.bytes
            ? 'too-large'
            : null;
    if (why) turnedAway.push({ name: file.name, size: file.size, why });
    else {
      fit.push(file);
      bytes += file.size;
    }
  }
  return { fit, turnedAway };
}
