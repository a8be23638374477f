import type { Form } from './form.ts';

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

/** The spellings of one URL that Twilio may have signed: as configured, without its port, with the port that its scheme implies. */
export function signedUrls(url: string): readonly string[] {
  const { origin, scheme, port, rest } = parts.exec(url)?.groups ?? {};
  if (origin === undefined || scheme === undefined || rest === undefined) return [url];
  if (port) return [url, origin + rest];
  return [url, `${origin}:${scheme.toLowerCase() === 'https' ? 443 : 80}${rest}`];
}
