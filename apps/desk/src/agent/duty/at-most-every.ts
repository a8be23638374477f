/**
 * Says what is new of many, at most every so many milliseconds: at once where nothing was said for as long, else together when the time is
 * over, of each only the latest. Gives back how to say it, and how to say no more.
 */
export function atMostEvery(milliseconds: number, say: (sentence: string) => void) {
  const waiting = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const speak = (sentence: string) => {
    say(sentence);
    timer = setTimeout(() => {
      timer = undefined;
      const rest = [...waiting.values()].join(' ');
      waiting.clear();
      if (rest !== '') speak(rest);
    }, milliseconds);
  };
  return {
    of: (id: string, sentence: string): void => {
      if (timer === undefined) return speak(sentence);
      waiting.delete(id);
      waiting.set(id, sentence);
    },
    stop: (): void => {
      clearTimeout(timer);
      timer = undefined;
      waiting.clear();
    },
  };
}
