import { csvRows } from './csv-rows.ts';

async function read(...pieces: string[]) {
  const bytes = (async function* () {
    for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
  })();
  const rows: (readonly string[])[] = [];
  for await (const { cells } of csvRows(bytes)) rows.push(cells);
  return rows;
}

describe('a table that is sent', () => {
  it('is read line by line', async () => {
    expect(await read('name,num', 'ber\r\nAda,1\r\n')).toEqual([
      ['name', 'number'],
      ['Ada', '1'],
    ]);
  });

  it('is refused where no table of ours could keep what is in it, and its line is named', async () => {
    await expect(read('name\r\nAda\r\n', 'Gra\0ce\r\n')).rejects.toMatchObject({
      errors: [{ field: 'line 3', message: 'must not contain the NUL character' }],
    });
  });
});
