import { parseArgs } from 'node:util';
import { type Call, type Command, Misuse } from './command.ts';
import { config } from './config.ts';
import { dead } from './dead.ts';
import { timers } from './timers.ts';

/** Every subcommand by its two words; a new one is one entry here. */
const commands: Readonly<Record<string, Command>> = { ...dead, ...timers, ...config };

/**
 * Runs one subcommand: `args` are the words behind `npm run admin --`. Answers the exit status: 0 done, 1 it failed,
 * 2 it was asked in a way it does not understand (then nothing was changed).
 */
export async function runAdmin(
  args: readonly string[],
  { environment, print, complain }: Pick<Call, 'environment' | 'print'> & { complain: (line: string) => void },
): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        file: { type: 'string' },
        url: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        prune: { type: 'boolean', default: false },
        'replace-keys': { type: 'boolean', default: false },
      },
    });
    const [subject = '', verb = '', ...words] = positionals;
    const command = commands[`${subject} ${verb}`];
    if (!command) {
      for (const line of help()) complain(line);
      return 2;
    }
    await command.run({ words, options: values, environment, print });
    return 0;
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return error instanceof Misuse || isParseError(error) ? 2 : 1;
  }
}

const help = () => [
  'npm run admin -- <command>',
  ...Object.entries(commands).flatMap(([name, { usage, does }]) => ['', `  ${name} ${usage}`, `      ${does}`]),
];

const isParseError = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
