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

/** Reads a JSON body as the form that it would be: each text, number and truth value of its object is a field. What is no object has none. */
export function readJson(body: string): Form {
  const isField = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
  const read = parsed(body);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return new Map();
  return new Map(Object.entries(read).flatMap(([name, value]) => (isField(value) ? [[name, [String(value)]]] : [])));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Writes a form as it is posted. */
export const writeForm = (form: Form): string =>
  new URLSearchParams(
    [...form].flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
  ).toString();

/** The value of a field, the first one where it is repeated; undefined where it was not sent. */
export const field = (form: Form, name: string): string | undefined => form.get(name)?.[0];
