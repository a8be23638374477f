const starting = /^[\s#]*(?:\p{Nd}\uFE0F?\u20E3?){1,2}(?:\s*\/\s*\p{Nd}{1,2})?/u;

/** A text with the number that it begins with in the digits 0 to 9, whatever digits its writer's keyboard has: `٤ شكرا` and `4️⃣` begin with 4. */
export const withPlainNumber = (text: string): string =>
  text.replace(starting, (number) =>
    number.replaceAll(/[\uFE0F\u20E3]/gu, '').replaceAll(/\p{Nd}/gu, (digit) => String(valueOf(digit))),
  );

const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code));

/** The ten digits of a script stand in a row, the zero first. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0)!;
  let value = 0;
  while (value < 9 && isDigit(code - value - 1)) value += 1;
  return value;
}
