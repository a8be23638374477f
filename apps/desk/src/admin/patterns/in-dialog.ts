/** The list of a chooser inside a dialog: the browser draws its dialog above everything that stands elsewhere on the page. */
export const inDialog = { withinPortal: false } as const;
