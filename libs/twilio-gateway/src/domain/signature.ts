import { type Form, readForm } from './form.ts';

/**
 * What Twilio signs: the public URL with its query, then each field's name and value, by name; a repeated name contributes its distinct
 * values in order (twilio.md 4.5). `url` is absolute and has no fragment.
 */
export function signedText(url: string, form: Form): string {
  let text = url;
  for (const name of [...form.keys()].sort()) {
    const values = form.get(name)!;
    if (values.length === 1) text += name + values[0]!;
    else for (const value of [...new Set(values)].sort()) text += name + value;
  }
  return text;
}

const parts = /^(?<origin>(?<scheme>https?):\/\/(?:[^/?#]*@)?(?:\[[^\]]*\]|[^:/?#]*))(?<port>:\d*)?(?<rest>.*)$/is;

/**
 * The spellings of one URL that Twilio may have signed, the likeliest first: as configured, without its port, with the port that its scheme
 * implies; each also as a URL is written by the standard, and with its query encoded anew (twilio.md 4.5). None has the fragment, which tells
 * Twilio how to try and is never signed.
 */
export function* signedUrls(configured: string): Generator<string> {
  const [url] = configured.split('#', 1) as [string];
  yield* withAndWithoutPort(url);
  const standard = URL.parse(url)?.href;
  if (standard === undefined) return;
  if (standard !== url) yield* withAndWithoutPort(standard);
  const at = standard.indexOf('?') + 1;
  if (at > 0) yield* withAndWithoutPort(standard.slice(0, at) + encodeAnew(standard.slice(at)));
}

function* withAndWithoutPort(url: string): Generator<string> {
  yield url;
  const { origin, scheme, port, rest } = parts.exec(url)?.groups ?? {};
  if (origin === undefined || scheme === undefined || rest === undefined) return;
  if (port) yield origin + rest;
  else yield `${origin}:${scheme.toLowerCase() === 'https' ? 443 : 80}${rest}`;
}

const encodeAnew = (query: string): string =>
  [...readForm(query)]
    .flatMap(([name, values]) => values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`))
    .join('&');
