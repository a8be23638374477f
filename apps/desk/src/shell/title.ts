import { useEffect } from 'react';
import { words } from '../words/en.ts';

let page = '';
let waiting = 0;

const write = (): void => {
  const name = page ? `${page} · ${words.product}` : words.product;
  document.title = waiting > 0 ? `(${waiting}) ${name}` : name;
};

/** The title says the page and the record; the number before it, what waits for the person. */
export function useTitle(text: string): void {
  useEffect(() => {
    page = text;
    write();
  }, [text]);
}

export function useTitleCount(count: number): void {
  useEffect(() => {
    waiting = count;
    write();
  }, [count]);
}
