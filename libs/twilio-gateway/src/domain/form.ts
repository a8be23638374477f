/** What a webhook carries: every field as it was sent, blank, repeated and unknown ones too. */
export type Form = ReadonlyMap<string, readonly string[]>;

/** Reads the body of a form post (`application/x-www-form-urlencoded`, UTF-8). Drops and trims nothing: the signature is over all of it. */
export function readForm(body: string): Form {
  const form = new Map<string, string[]>();
  // The ampersand keeps a leading '?', which the parser would take for the start of a query.
  for (const [name, value] of new URLSearchParams(`&${body}`)) {
    const values = form.get(name);
    if (values) values.push(value);
    else form.set(name, [value]);
  }
  return form;
}

/** The value of a field, the first one where it is repeated; undefined where it was not sent. */
export const field = (form: Form, name: string): string | undefined => form.get(name)?.[0];
