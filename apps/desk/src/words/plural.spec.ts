import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decimalSign, figure, plural, thousandsSign } from './plural.ts';

const here = new Intl.NumberFormat();

describe('a number', () => {
  it('is written as the person’s own settings write it', () => {
    expect([12, 1_600, 1_234_567, 0.5].map(figure)).toEqual([12, 1_600, 1_234_567, 0.5].map((one) => here.format(one)));
    expect(figure(1_234_567)).toBe(['1', '234', '567'].join(thousandsSign));
    expect(figure(0.5)).toBe(`0${decimalSign}5`);
  });

  it('goes with one or several', () => {
    expect([0, 1, 2, 1_001].map((count) => plural(count, 'text', 'texts'))).toEqual([
      'texts',
      'text',
      'texts',
      'texts',
    ]);
  });
});

/** Sentences in which a number stands as it is counted, by its name: a number above a thousand could not be read there. */
function bare(source: string): readonly string[] {
  return source.split(/\n(?=\s*[\w'-]+: )/).flatMap((sentence) => {
    const [, said = ''] = /^[^(]*\(([^()]*)\)\s*=>/.exec(sentence.trim()) ?? [];
    const numbers = [...said.matchAll(/(\w+)(?:: number| = 0)/g)].map(([, name]) => name!);
    return numbers.filter((name) => sentence.includes(`\${${name}}`)).map((name) => `${name} in ${sentence.trim()}`);
  });
}

describe('the words of the desk', () => {
  it('have no number in them that is not written so', () => {
    const files = globSync('*.ts', { cwd: import.meta.dirname }).filter((name) => !name.endsWith('.spec.ts'));
    expect(files.length).toBeGreaterThan(30);
    expect(files.flatMap((name) => bare(readFileSync(join(import.meta.dirname, name), 'utf8')))).toEqual([]);
  });

  it('would be told otherwise', () => {
    expect(bare('  found: (count: number) => `${count} found`,\n  gone: (name: string) => `${name} is gone`,')).toEqual(
      ['count in found: (count: number) => `${count} found`,'],
    );
  });
});
