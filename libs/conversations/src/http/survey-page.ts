import type { Locale } from '#contracts';
import { scaleOf, type Survey, surveyWords } from '../domain/survey.ts';

/** What the page itself says, by language; whatever is missing is said in English. */
const words: Record<
  string,
  { send: string; comment: string; thanks: string; over: string; pick: string; low: string; high: string }
> = {
  en: {
    send: 'Send',
    comment: 'Anything to add?',
    thanks: 'Thank you for your answer.',
    over: 'This survey is over.',
    pick: 'Please choose a number.',
    low: 'worst',
    high: 'best',
  },
  de: {
    send: 'Senden',
    comment: 'Möchten Sie etwas hinzufügen?',
    thanks: 'Danke für Ihre Antwort.',
    over: 'Diese Umfrage ist beendet.',
    pick: 'Bitte wählen Sie eine Zahl.',
    low: 'schlecht',
    high: 'gut',
  },
  fr: {
    send: 'Envoyer',
    comment: 'Souhaitez-vous ajouter quelque chose ?',
    thanks: 'Merci pour votre réponse.',
    over: 'Cette enquête est terminée.',
    pick: 'Veuillez choisir un chiffre.',
    low: 'mauvais',
    high: 'excellent',
  },
  es: {
    send: 'Enviar',
    comment: '¿Algo que añadir?',
    thanks: 'Gracias por su respuesta.',
    over: 'Esta encuesta ha terminado.',
    pick: 'Elija un número.',
    low: 'mal',
    high: 'muy bien',
  },
  it: {
    send: 'Invia',
    comment: 'Vuole aggiungere qualcosa?',
    thanks: 'Grazie per la risposta.',
    over: 'Questo sondaggio è terminato.',
    pick: 'Scelga un numero.',
    low: 'pessimo',
    high: 'ottimo',
  },
  pt: {
    send: 'Enviar',
    comment: 'Algo a acrescentar?',
    thanks: 'Obrigado pela sua resposta.',
    over: 'Este inquérito terminou.',
    pick: 'Escolha um número.',
    low: 'mau',
    high: 'ótimo',
  },
  nl: {
    send: 'Versturen',
    comment: 'Wilt u iets toevoegen?',
    thanks: 'Bedankt voor uw antwoord.',
    over: 'Deze enquête is afgelopen.',
    pick: 'Kies een getal.',
    low: 'slecht',
    high: 'goed',
  },
  ar: {
    send: 'إرسال',
    comment: 'هل تريد إضافة شيء؟',
    thanks: 'شكراً على إجابتك.',
    over: 'انتهى هذا الاستبيان.',
    pick: 'يرجى اختيار رقم.',
    low: 'سيئ',
    high: 'ممتاز',
  },
  he: {
    send: 'שליחה',
    comment: 'יש מה להוסיף?',
    thanks: 'תודה על תשובתך.',
    over: 'הסקר הסתיים.',
    pick: 'נא לבחור מספר.',
    low: 'גרוע',
    high: 'מצוין',
  },
};
const wordsIn = (locale: string) => words[locale.split('-')[0]!] ?? words['en']!;
const isRightToLeft = (locale: string) => /^(ar|he)\b/.test(locale);

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string) => text.replaceAll(/[&<>"']/g, (character) => escapes[character]!);

/** No script, nothing from elsewhere: it opens on any phone, and nobody is told who opened it. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

const style = `
  :root { color-scheme: light dark; }
  * { box-sizing: border-box; }
  body { margin: 0; font: 1.125rem/1.5 system-ui, sans-serif; }
  main { max-width: 32rem; margin: 0 auto; padding: 1.5rem 1rem; }
  h1 { font-size: 1.375rem; line-height: 1.3; }
  fieldset { border: 0; padding: 0; margin: 1.5rem 0; }
  .scale { display: grid; grid-template-columns: repeat(auto-fit, minmax(3rem, 1fr)); gap: .5rem; direction: ltr; }
  .scale label { position: relative; display: grid; place-items: center; min-height: 3rem; border: 1px solid currentColor; border-radius: .5rem; }
  .scale input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer; }
  .scale label:has(input:checked) { background: #1a56db; color: #fff; border-color: #1a56db; }
  .scale label:has(input:focus-visible) { outline: 3px solid #f59e0b; outline-offset: 2px; }
  .ends { display: flex; justify-content: space-between; direction: ltr; font-size: .875rem; margin-top: .25rem; }
  textarea { width: 100%; min-height: 6rem; font: inherit; padding: .5rem; border-radius: .5rem; }
  button { font: inherit; font-weight: 600; padding: .75rem 1.5rem; border: 0; border-radius: .5rem; background: #1a56db; color: #fff; width: 100%; }
  .fault { color: #c81e1e; } nav { font-size: .875rem; margin-top: 2rem; } nav a { margin-inline-end: 1rem; }`;

const page = (locale: string, title: string, body: string) => `<!doctype html>
<html lang="${safe(locale)}" dir="${isRightToLeft(locale) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)}</title>
<style>${style}</style>
</head>
<body><main>${body}</main></body>
</html>`;

const nameOf = (locale: string) =>
  new Intl.DisplayNames([locale], { type: 'language', languageDisplay: 'standard' }).of(locale) ?? locale;

/** The question, a choice of numbers, room for words where they are asked for, and the other languages. */
export function questionPage(survey: Survey, locale: Locale, { isIncomplete = false } = {}): string {
  const said = surveyWords(survey, locale);
  const own = wordsIn(said.locale);
  const { from, to } = scaleOf(survey)!;
  const numbers = Array.from({ length: to - from + 1 }, (_, n) => from + n);
  const choices = numbers
    .map((n) => `<label><input type="radio" name="score" value="${n}" required>${n}</label>`)
    .join('');
  const others = survey.texts.filter((text) => text.locale !== said.locale);
  const languages = others
    .map((text) => `<a href="?lang=${safe(text.locale)}" lang="${safe(text.locale)}">${safe(nameOf(text.locale))}</a>`)
    .join('');
  return page(
    said.locale,
    said.question,
    `<form method="post" action="?lang=${safe(said.locale)}">
<h1 id="question">${safe(said.question)}</h1>
${isIncomplete ? `<p class="fault" role="alert">${safe(own.pick)}</p>` : ''}
<fieldset aria-labelledby="question"><div class="scale">${choices}</div>
<div class="ends" aria-hidden="true"><span>${safe(own.low)}</span><span>${safe(own.high)}</span></div></fieldset>
${survey.asksForComment ? `<p><label for="comment">${safe(own.comment)}</label><textarea id="comment" name="comment" maxlength="2000"></textarea></p>` : ''}
<button>${safe(own.send)}</button>
</form>${languages ? `<nav>${languages}</nav>` : ''}`,
  );
}

/** What is said to an answer. */
export function thanksPage(survey: Survey, locale: Locale): string {
  const said = surveyWords(survey, locale);
  const thanks = said.thanks || wordsIn(said.locale).thanks;
  return page(said.locale, thanks, `<h1>${safe(thanks)}</h1>`);
}

/** It was answered, its time is over, or there never was such a survey: whoever tries addresses learns nothing. */
export function overPage(locale: Locale): string {
  const { over } = wordsIn(locale);
  return page(locale, over, `<h1>${safe(over)}</h1>`);
}
