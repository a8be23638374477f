import { attachable, type MediaReason, type OrganisationSettings } from '#contracts';

/** A file as it was looked at. Extensions without their dot, in lower case. */
export interface LookedAt {
  readonly size: number;
  /** As its content shows. */
  readonly contentType: string;
  readonly extension: string | null;
  /** As it was said to be. */
  readonly statedType: string | null;
  /** Of the name that it was given. */
  readonly namedExtension: string | null;
}

export type FileLimits = OrganisationSettings['attachments'];

type Attachable = (typeof attachable.extensions)[number];

/** Pictures are often called by each other's endings; whoever shows one goes by its content. */
const pictures = ['image/jpeg', 'image/gif', 'image/png', 'image/apng'];

/** What the files that agents may attach (product.md 23) are inside. */
const outbound: Readonly<Record<Attachable, readonly string[]>> = {
  jpg: pictures,
  jpeg: pictures,
  gif: pictures,
  png: pictures,
  mp3: ['audio/mpeg'],
  oga: ['audio/ogg'],
  ogg: ['audio/ogg', 'video/ogg', 'application/ogg'],
  amr: ['audio/amr'],
  mp4: ['video/mp4'],
  pdf: ['application/pdf'],
  csv: ['text/csv'],
};

/** How large a file may be, in bytes. */
export const mostBytes = ({ maxFileSizeKb }: FileLimits): number => maxFileSizeKb * 1024;

/** Why a customer's file is not let in; null: it is. What it is called and said to be counts as much as what it is. */
export function whyNotIn(
  file: LookedAt,
  limits: FileLimits,
): Extract<MediaReason, 'too-large' | 'blocked-type'> | null {
  if (file.size > mostBytes(limits)) return 'too-large';
  return isBlocked(file, limits) ? 'blocked-type' : null;
}

/** Why an agent's file does not go out; null: it does. */
export function whyNotOut(
  file: LookedAt,
  limits: FileLimits,
): Extract<MediaReason, 'too-large' | 'blocked-type'> | null {
  if (file.size > Math.min(mostBytes(limits), attachable.bytes)) return 'too-large';
  const isAllowed = outbound[file.namedExtension as Attachable]?.includes(file.contentType) ?? false;
  return isAllowed && !isBlocked(file, limits) ? null : 'blocked-type';
}

function isBlocked(file: LookedAt, { blockedExtensions, blockedTypes }: FileLimits): boolean {
  const extensions = [file.extension, file.namedExtension, extensionOf(file.statedType)];
  if (extensions.some((extension) => extension !== null && blockedExtensions.includes(extension))) return true;
  const types = [file.contentType, file.statedType ?? ''];
  return blockedTypes.some((blocked) =>
    types.some((type) => (blocked.endsWith('/*') ? type.startsWith(blocked.slice(0, -1)) : type === blocked)),
  );
}

/** Types that a browser would run, by the extension under which they are blocked. */
const running: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'image/svg+xml': 'svg',
  'text/javascript': 'js',
  'application/javascript': 'js',
};
const extensionOf = (type: string | null): string | null => running[type ?? ''] ?? null;

/** What may be shown by a browser as it is; everything else is handed over to be saved. */
const shown =
  /^(image\/(jpeg|png|gif|webp|avif|bmp|apng)|audio\/(mpeg|ogg|amr|mp4|wav|aac|x-m4a|3gpp|webm)|video\/(mp4|webm|ogg|3gpp|quicktime))$/;
export const mayBeShown = (contentType: string): boolean => shown.test(contentType);

/**
 * The type of a file whose bytes nobody recognises: texts have no mark, so they are what they are said to be as long as they read as text;
 * the rest is just bytes.
 */
export function unrecognised(statedType: string | null, namedExtension: string | null, isText: boolean): string {
  if (!isText) return 'application/octet-stream';
  if (namedExtension === 'csv') return 'text/csv';
  return statedType?.startsWith('text/') && extensionOf(statedType) === null ? statedType : 'text/plain';
}
