import type { IncomingHttpHeaders } from 'node:http';

/** What a customer reads behind a link that leads to no file any more, by language; any other is said in English. */
const words: Readonly<Record<string, { readonly over: string; readonly ask: string }>> = {
  en: {
    over: 'This link does not work any more.',
    ask: 'If you still need the file, answer the text that it came with.',
  },
  de: {
    over: 'Dieser Link gilt nicht mehr.',
    ask: 'Wenn Sie die Datei noch brauchen, antworten Sie auf die Nachricht, mit der sie kam.',
  },
  fr: {
    over: 'Ce lien n’est plus valable.',
    ask: 'Si vous avez encore besoin du fichier, répondez au message qui l’accompagnait.',
  },
  es: {
    over: 'Este enlace ya no es válido.',
    ask: 'Si todavía necesita el archivo, responda al mensaje con el que llegó.',
  },
  it: {
    over: 'Questo link non è più valido.',
    ask: 'Se il file le serve ancora, risponda al messaggio con cui è arrivato.',
  },
  nl: {
    over: 'Deze link werkt niet meer.',
    ask: 'Hebt u het bestand nog nodig, antwoord dan op het bericht waarmee het kwam.',
  },
  pt: {
    over: 'Este link já não é válido.',
    ask: 'Se ainda precisar do ficheiro, responda à mensagem com que veio.',
  },
};

/** Whether somebody opened the address in a browser: who fetches files for an `<img>`, or as Twilio does, asks for no page. */
export const wantsPage = ({ accept }: IncomingHttpHeaders): boolean => accept?.includes('text/html') ?? false;

/** Nothing from elsewhere, and nobody is told who opened it. */
export const linkPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
};

/** Says in the language of the browser, as far as we know it, that there is no file. */
export function linkOverPage({ 'accept-language': asked = '' }: IncomingHttpHeaders): string {
  const languages = asked.split(',').map((one) => one.trim().slice(0, 2).toLowerCase());
  const language = languages.find((one) => Object.hasOwn(words, one)) ?? 'en';
  const { over, ask } = words[language]!;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${over}</title>
<style>:root { color-scheme: light dark; } body { margin: 0; font: 1.125rem/1.5 system-ui, sans-serif; } main { max-width: 32rem; margin: 0 auto; padding: 1.5rem 1rem; } h1 { font-size: 1.375rem; line-height: 1.3; }</style>
</head>
<body><main><h1>${over}</h1><p>${ask}</p></main></body>
</html>
`;
}
