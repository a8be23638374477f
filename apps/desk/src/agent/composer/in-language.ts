import type { WritingFirstView } from '#contracts';

type Template = WritingFirstView['templates'][number];

/** The text of a template for somebody who reads this language: exactly it, else another country's, else the template's default. */
export function inLanguage({ texts, defaultLocale }: Template, locale: string | undefined): string {
  const language = locale?.split('-')[0];
  const found =
    texts.find((one) => one.locale === locale) ??
    texts.find((one) => language !== undefined && one.locale.split('-')[0] === language) ??
    texts.find((one) => one.locale === defaultLocale) ??
    texts[0];
  return found?.text ?? '';
}

/** Templates whose name or text in this language has the words. */
export const templatesWith = (templates: readonly Template[], search: string, locale: string | undefined): Template[] =>
  templates.filter((template) =>
    `${template.name}\n${inLanguage(template, locale)}`.toLocaleLowerCase().includes(search.toLocaleLowerCase()),
  );
