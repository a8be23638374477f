import { readText, textOf } from './read-file.ts';

describe('a file of configuration', () => {
  const file = { format: 1, queues: { general: { name: 'General', description: 'Line\nby line' } } };

  it.each(['yaml', 'json'] as const)('comes out of %s as it went in', async (form) => {
    expect(await readText(await textOf(file, form))).toEqual({ queues: file.queues });
  });

  it.each(['{', '[1', 'a: [1', 'format: 2', 'just words', '', 'format: 1\nqueues: many', 'format: 1\nqueues: {a: 1}'])(
    'is not %j',
    async (text) => {
      await expect(readText(text)).rejects.toThrow(/This (file )?is no/);
    },
  );
});
