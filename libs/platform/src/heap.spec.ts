import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Some things stay, others as long as it takes to clear the young away twice, as what is under way does; prints how much was old at most, in MB. */
const churn = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { keepHeapLevel } from ${JSON.stringify(new URL('./heap.ts', import.meta.url).href)};
  keepHeapLevel();
  const lives = Array.from({ length: 50_000 }, (_, n) => ({ n, three: [n, n + 1, n + 2], word: 'x' + n }));
  const texts = (k) => Array.from({ length: 1_000 }, (_, n) => ({ id: k * 1_000 + n, word: 'text ' + n, three: [1, 2, 3] }));
  const underWay = new Array(160);
  let most = 0;
  for (let k = 0; k < 12_000; k += 1) {
    texts(k);
    if (k % 8 === 0) underWay[(k / 8) % 160] = texts(k);
    if (k % 25 > 0) continue;
    await new Promise((resolve) => setTimeout(resolve, 4)); // V8 marks old objects meanwhile, as between the batches of a service
    const { space_used_size: used } = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space');
    most = Math.max(most, used);
  }
  process.stdout.write(\`\${most / 2 ** 20} \${lives.length}\`);
`;

describe('the memory of a process', () => {
  it('does not rise by what was under way for a while: old objects are cleared away in time', async () => {
    const { stdout } = await run(
      process.execPath,
      ['--max-semi-space-size=64', '--no-warnings', '--input-type=module', '--eval', churn],
      { env: { ...process.env, NODE_OPTIONS: '' } },
    );
    expect(parseFloat(stdout)).toBeGreaterThan(30);
    expect(parseFloat(stdout)).toBeLessThan(110);
  }, 30_000);
});
