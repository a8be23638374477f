export type Reply = Readonly<{ body: string; to: string | null; from: string | null; media: readonly string[] }>;
export type Verdict = Readonly<{ replies: readonly Reply[]; code: number | null }>;

type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decode = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return entities[name ?? ''] ?? whole;
  });

const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;

/** The root element, or null when the text is not well-formed XML. */
function parse(xml: string): Element | null {
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  token.lastIndex = 0;
  while (token.lastIndex < xml.length) {
    const match = token.exec(xml);
    if (!match) return null;
    const [, cdata, closes, name, attributes = '', closesItself, text] = match;
    const inner = open.at(-1)!;
    if (cdata !== undefined) inner.text += cdata;
    else if (text !== undefined) inner.text += decode(text);
    else if (closes) {
      if (open.length === 1 || open.pop()!.name !== name) return null;
    } else if (name) {
      const read = [...attributes.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
      const element: Element = {
        name,
        attributes: Object.fromEntries(read.map(([, key, double, single]) => [key, decode(double ?? single ?? '')])),
        children: [],
        text: '',
      };
      inner.children.push(element);
      if (!closesItself) open.push(element);
    }
  }
  return open.length === 1 && top.children.length === 1 && top.text.trim() === '' ? top.children[0]! : null;
}

const isXml = /^(?:text\/xml|application\/xml|text\/html)\b/i;

/**
 * Reads what a messaging webhook answered (twilio.md 4.2). `code` is Twilio's error, after which it calls the fallback
 * address; null when the answer is fine. Each `<Message>` is a text back.
 */
export function readTwiml(status: number, contentType: string, body: string): Verdict {
  const wrong = (code: number): Verdict => ({ replies: [], code });
  if (status === 204) return { replies: [], code: null };
  if (new TextEncoder().encode(body).length > 64 * 1024) return wrong(11750);
  if (!isXml.test(contentType)) return wrong(body === '' ? 11200 : 12300);
  const root = parse(body.replace(/^\uFEFF/, ''));
  if (!root) return wrong(12100);
  if (root.name !== 'Response') return wrong(12200);
  const replies = root.children
    .filter(({ name }) => name === 'Message' || name === 'Sms')
    .map(({ attributes, children, text }) => ({
      body: children.find(({ name }) => name === 'Body')?.text ?? text.trim(),
      to: attributes['to'] ?? null,
      from: attributes['from'] ?? null,
      media: children.filter(({ name }) => name === 'Media').map((media) => media.text.trim()),
    }))
    .filter(({ body, media }) => body !== '' || media.length > 0);
  return { replies, code: null };
}
