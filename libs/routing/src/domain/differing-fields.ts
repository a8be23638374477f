type Thing = Readonly<Record<string, unknown>>;

/** The fields in which two flat things of JSON differ. */
export const differingFields = (before: Thing, after: Thing): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
