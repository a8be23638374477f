import { z } from 'zod';
import { locale } from '../vocabulary.ts';

/** An address that a service calls or a browser opens: https, and without a name and password in it, which would be a secret in plain sight. */
export const httpsAddress = z
  .string()
  .trim()
  .max(500)
  .refine(isHttps, 'must be an address that begins with https://')
  .refine((typed) => !isHttps(typed) || new URL(typed).username === '', 'must not hold a name or a password');

function isHttps(typed: string): boolean {
  return URL.canParse(typed) && new URL(typed).protocol === 'https:';
}

/** A picture: a path of the desk (`/icons/sms.svg`) or an address; null: the usual one. */
export const icon = z
  .string()
  .trim()
  .max(500)
  .regex(
    /^(\/(?!\/)|https:\/\/)[^\s{}]+$/,
    'must be a path such as /icons/sms.svg or an address that begins with https://',
  )
  .nullable()
  .default(null);

/** The name that a desk knows a template by: a prefix of 3 to 8 letters or digits, an underscore, and the rest (product.md 16). */
export const uniqueName = z
  .string()
  .trim()
  .max(100)
  .regex(/^[A-Za-z0-9]{3,8}_[A-Za-z0-9_]+$/, 'must be 3 to 8 letters or digits, an underscore, and a name: acme_sms');

/** What a text says in each language, and which language is taken where a customer's own is missing. */
export const defaultLocale = locale.default('en-US');

/** Each language once, the one that others fall back to among them. */
export function inEachLanguageOnce(
  texts: readonly { readonly locale: string }[],
  fallback: string,
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  texts.forEach(({ locale: language }, index) => {
    if (seen.has(language))
      context.addIssue({ code: 'custom', path: ['texts', index, 'locale'], message: 'is there already' });
    seen.add(language);
  });
  if (texts.length > 0 && !seen.has(fallback))
    context.addIssue({ code: 'custom', path: ['defaultLocale'], message: 'must be the language of one of the texts' });
}

/** Says what is wrong with one field, from within a rule over several. */
export const faultAt = (context: z.RefinementCtx, field: string, message: string): void =>
  context.addIssue({ code: 'custom', path: field.split('.'), message });

/** No value twice. */
export const eachOnce = (values: readonly string[]): boolean => new Set(values).size === values.length;
