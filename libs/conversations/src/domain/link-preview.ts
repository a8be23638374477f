/** What a page says of itself. */
export interface Page {
  readonly title: string;
  readonly description: string | null;
}

/** How much of a page is read: what it says of itself stands at its beginning. */
export const mostOfPage = 256 * 1024;
const longestTitle = 150;
const longestDescription = 300;

const link = /\bhttps:\/\/[^\s<>"]+/i;

/** The first link of a text that is shown; what ends its sentence does not belong to it. Null: there is none, or it names somebody's password. */
export function firstLink(body: string): string | null {
  const found = link.exec(body)?.[0].replace(/[.,;:!?'’”)\]]+$/, '');
  if (!found || found.length > 2000 || !URL.canParse(found)) return null;
  const { username, password } = new URL(found);
  return username === '' && password === '' ? found : null;
}

/** Where a redirection leads; null: nowhere that may be asked. */
export function nextHop(from: string, location: string | undefined): string | null {
  if (location === undefined || !URL.canParse(location, from)) return null;
  const to = new URL(location, from);
  return to.protocol === 'https:' ? to.href : null;
}

/** In which characters a page is written, by its headers; null: it is no page. */
export function charsetOf(contentType: string | undefined): string | null {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  if (!/^(text\/html|application\/xhtml\+xml)$/.test(type.trim())) return null;
  const said = parameters.map((one) => one.trim()).find((one) => one.startsWith('charset='));
  return said?.slice('charset='.length).replace(/^["']|["']$/g, '') || 'utf-8';
}

/** What a page says of itself: by Open Graph, else by its title and description. Null: it has no title. */
export function pageOf(html: string): Page | null {
  // what scripts, styles and comments hold is not said by the page
  const head = html.replace(/<!--[^]*?(?:-->|$)|<(script|style)\b[^]*?(?:<\/\1\s*>|$)/gi, ' ');
  const said = new Map<string, string>();
  for (const [tag] of head.matchAll(/<meta\b[^>]{0,4000}>/gi)) {
    const attributes = attributesOf(tag);
    const name = (attributes.get('property') ?? attributes.get('name'))?.toLowerCase();
    const content = attributes.get('content');
    if (name && content && !said.has(name)) said.set(name, content);
  }
  const plain = /<title\b[^>]{0,1000}>([^<]{0,2000})/i.exec(head)?.[1];
  const title = tidy(said.get('og:title') ?? plain ?? '', longestTitle);
  if (title === '') return null;
  const description = tidy(said.get('og:description') ?? said.get('description') ?? '', longestDescription);
  return { title, description: description || null };
}

function attributesOf(tag: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, double, single, bare] of tag.matchAll(
    /([a-z:-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
  ))
    attributes.set(name!.toLowerCase(), double ?? single ?? bare ?? '');
  return attributes;
}

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', hellip: '…', ndash: '–', mdash: '—', laquo: '«' },
  ...{ raquo: '»', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', middot: '·', bull: '•', copy: '©', reg: '®' },
};
/** Whether a number stands for a character that can be shown. */
const isCharacter = (code: number): boolean => code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);

/** One line of plain words: nothing that is invisible or turns around how others are read, and no longer than this. */
function tidy(text: string, longest: number): string {
  const decoded = text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, (whole, hex, digits, name) => {
    if (name) return named[String(name).toLowerCase()] ?? String(whole);
    const code = hex ? parseInt(String(hex), 16) : Number(digits);
    return isCharacter(code) ? String.fromCodePoint(code) : ' ';
  });
  const line = decoded
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = [...line];
  return letters.length <= longest
    ? line
    : `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}
