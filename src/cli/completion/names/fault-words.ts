import { CONSOLE_COMMANDS } from '../../../hsm/console-commands.ts';
import { HSM_ERROR_NAMES } from '../../../hsm/refusals.ts';

/** What a fault is made of, by the action. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  add: ['server', 'command', 'after', 'times', 'error'],
  drop: ['server'],
  slow: ['server', 'ms'],
  'many-tokens': ['server'],
};

/** Words of a fault: its fields without their values, or behind `FIELD=` the values. */
export interface FaultWords {
  readonly head: string;
  readonly words: readonly string[];
  readonly isOpen: boolean;
}

/**
 * The words that may stand behind an action of `mofn hsm fault`.
 *
 * @param typed what is typed of the word
 * @param given words that stand there already
 * @param cluster its servers' names, and how many faults are set
 */
export function listFaultWords(
  action: string,
  typed: string,
  given: readonly string[],
  cluster: { readonly servers: readonly string[]; readonly faults: number },
): FaultWords {
  if (action === 'clear') return { head: '', words: countUp(1, cluster.faults), isOpen: false };
  const fields = FIELDS[action] ?? [];
  const name = fields.find((field) => typed.startsWith(`${field}=`));
  if (name === undefined) {
    const left = fields.filter((field) => !given.some((word) => word.startsWith(`${field}=`)));
    return { head: '', words: left.map((field) => `${field}=`), isOpen: true };
  }
  return { head: `${name}=`, words: valuesOf(name, cluster.servers), isOpen: false };
}

function valuesOf(name: string, servers: readonly string[]): readonly string[] {
  if (name === 'server') return countUp(0, servers.length);
  if (name === 'command') return CONSOLE_COMMANDS;
  return name === 'error' ? HSM_ERROR_NAMES : [];
}

function countUp(first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => String(first + at));
}
