import type { Locale } from '#contracts';

/** How a customer is told to answer with one of these numbers, by language. */
const words: Readonly<Record<string, (numbers: string) => string>> = {
  ar: (numbers) => `أجب بـ ${numbers}.`,
  bg: (numbers) => `Отговорете с ${numbers}.`,
  ca: (numbers) => `Respongui ${numbers}.`,
  cs: (numbers) => `Odpovězte ${numbers}.`,
  da: (numbers) => `Svar ${numbers}.`,
  de: (numbers) => `Antworten Sie mit ${numbers}.`,
  el: (numbers) => `Απαντήστε με ${numbers}.`,
  en: (numbers) => `Reply ${numbers}.`,
  es: (numbers) => `Responda ${numbers}.`,
  et: (numbers) => `Vastake ${numbers}.`,
  fi: (numbers) => `Vastaa ${numbers}.`,
  fr: (numbers) => `Répondez ${numbers}.`,
  he: (numbers) => `השיבו ${numbers}.`,
  hi: (numbers) => `${numbers} लिखकर जवाब दें।`,
  hr: (numbers) => `Odgovorite s ${numbers}.`,
  hu: (numbers) => `A válasz: ${numbers}.`,
  id: (numbers) => `Balas ${numbers}.`,
  it: (numbers) => `Risponda ${numbers}.`,
  ja: (numbers) => `${numbers}と返信してください。`,
  ko: (numbers) => `${numbers}(으)로 답장해 주세요.`,
  lt: (numbers) => `Atsakykite ${numbers}.`,
  lv: (numbers) => `Atbildiet ar ${numbers}.`,
  ms: (numbers) => `Balas ${numbers}.`,
  nb: (numbers) => `Svar ${numbers}.`,
  nl: (numbers) => `Antwoord met ${numbers}.`,
  pl: (numbers) => `Odpowiedz ${numbers}.`,
  pt: (numbers) => `Responda ${numbers}.`,
  ro: (numbers) => `Răspundeți cu ${numbers}.`,
  ru: (numbers) => `Ответьте ${numbers}.`,
  sk: (numbers) => `Odpovedzte ${numbers}.`,
  sl: (numbers) => `Odgovorite z ${numbers}.`,
  sv: (numbers) => `Svara ${numbers}.`,
  th: (numbers) => `ตอบกลับด้วย ${numbers}`,
  tr: (numbers) => `Yanıt olarak ${numbers} yazın.`,
  uk: (numbers) => `Відповідайте ${numbers}.`,
  vi: (numbers) => `Trả lời ${numbers}.`,
  zh: (numbers) => `请回复${numbers}。`,
};
/** The other way in which Chinese is written. */
const traditional: readonly Locale[] = ['zh-HK', 'zh-TW'];

/** Tells a customer to answer with a number from 1 to `count`, in the language of their conversation: `Reply 1, 2 or 3.` */
export function replyWithNumber(count: number, locale: Locale): string {
  const language = locale.split('-')[0]!;
  // American lists have a comma before their “or”, which costs a character
  const list = new Intl.ListFormat(language === 'en' ? 'en-GB' : locale, { type: 'disjunction' });
  const numbers = list.format(Array.from({ length: count }, (_, n) => String(n + 1)));
  if (traditional.includes(locale)) return `請回覆${numbers}。`;
  return words[language]!(numbers);
}
