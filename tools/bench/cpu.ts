import { readdirSync, readFileSync } from 'node:fs';

interface Ran {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  /** CPU seconds, with those of its children that have ended. */
  readonly seconds: number;
}

/** Linux counts in hundredths of a second (proc(5), `stat`). */
function ran(pid: number): Ran[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [open, close] = [stat.indexOf('('), stat.lastIndexOf(')')];
    const fields = stat.slice(close + 2).split(' ');
    const seconds = fields.slice(11, 15).reduce((sum, field) => sum + Number(field) / 100, 0);
    return [{ pid, parent: Number(fields[1]), command: stat.slice(open + 1, close), seconds }];
  } catch {
    return []; // it ended meanwhile
  }
}

/** CPU seconds that the servers under this process have used so far. */
export function cpuOfServers(): { PostgreSQL: number; RabbitMQ: number } {
  const all = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => ran(Number(name)))
      .map((one) => [one.pid, one]),
  );
  const isOurs = ({ parent, pid }: Ran): boolean => {
    if (pid === process.pid) return true;
    const above = all.get(parent);
    return above !== undefined && isOurs(above);
  };
  const ours = [...all.values()].filter(isOurs);
  const of = (command: RegExp) =>
    ours.filter((one) => command.test(one.command)).reduce((sum, { seconds }) => sum + seconds, 0);
  return { PostgreSQL: of(/^postgres/), RabbitMQ: of(/^beam/) };
}
