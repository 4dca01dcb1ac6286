import { Failure } from '../../failure.ts';
import type { FaultWord } from '../../failure-codes/hsm-plan.ts';
import { CONSOLE_COMMANDS, commandOf, requestOf } from '../console-commands.ts';
import { HSM_ERROR_NAMES, type HsmErrorName } from '../refusals.ts';
import { type Fault, LONGEST_DELAY } from './faults.ts';

/** Faults as the operator writes them. */

/** Kinds that are told by their first word. */
const NAMED_KINDS = ['drop', 'slow', 'many-tokens'] as const;

/**
 * Reads a fault as the operator writes it: words, in any order.
 *
 * @param servers how many servers the cluster has
 * @throws Failure `fault-word`, `fault-repeated`, `fault-without-delay` or `fault-without-effect`
 * @example
 * parseFault('server=1 command=createUser after=1 times=1 error=RET_USER_ALREADY_EXISTS', 2);
 * parseFault('drop server=1', 2);
 * parseFault('slow server=0 ms=500', 2);
 * parseFault('many-tokens', 2);
 */
export function parseFault(text: string, servers: number): Fault {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const kind = NAMED_KINDS.find((name) => name === words[0]) ?? 'error';
  const fields = new Map<string, string>();
  for (const word of kind === 'error' ? words : words.slice(1)) {
    const [name = '', value] = word.split('=', 2);
    if (value === undefined) throw wrongWord(word, { kind: 'assignment' });
    if (fields.has(name)) throw new Failure('fault-repeated', { name });
    fields.set(name, value);
  }
  const take = fieldTaker(fields);
  const server = take('server', (value) => parseCount(value, servers - 1), null);
  const fault = parseKind(kind, server, take);
  const [unknown] = fields.keys();
  if (unknown !== undefined) throw wrongWord(unknown, { kind: 'field' });
  return fault;
}

type Take = <Value, Missing>(
  name: string,
  parse: (value: string) => Value | undefined,
  missing: Missing,
) => Value | Missing;

function parseKind(kind: Fault['kind'], server: number | null, take: Take): Fault {
  if (kind === 'drop' || kind === 'many-tokens') return { kind, server };
  if (kind === 'slow') {
    const ms = take('ms', (value) => parseCount(value, LONGEST_DELAY), undefined);
    if (ms === undefined) throw new Failure('fault-without-delay', {});
    return { kind, server, ms };
  }
  const command = take('command', requestOf, null);
  const after = take('after', (value) => parseCount(value, Number.MAX_SAFE_INTEGER), 0);
  const times = take(
    'times',
    (value) => parseCount(value, Number.MAX_SAFE_INTEGER) || undefined,
    null,
  );
  const error = take('error', findErrorName, undefined);
  if (error === undefined) throw new Failure('fault-without-effect', {});
  return { kind, server, command, after, times, error };
}

function fieldTaker(fields: Map<string, string>): Take {
  return (name, parse, missing) => {
    const text = fields.get(name);
    if (text === undefined) return missing;
    fields.delete(name);
    const value = parse(text);
    if (value === undefined) throw wrongWord(`${name}=${text}`, expectedOf(name));
    return value;
  };
}

function expectedOf(name: string): FaultWord {
  if (name === 'command') return { kind: 'name', names: CONSOLE_COMMANDS };
  if (name === 'error') return { kind: 'name', names: HSM_ERROR_NAMES };
  return { kind: name === 'server' ? 'server' : 'count' };
}

function wrongWord(word: string, expected: FaultWord): Failure<'fault-word'> {
  return new Failure('fault-word', { word, expected });
}

function findErrorName(word: string): HsmErrorName | undefined {
  return HSM_ERROR_NAMES.find((name) => name === word);
}

function parseCount(text: string, most: number): number | undefined {
  const count = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return count <= most ? count : undefined;
}

/** A fault as the operator would write it. */
export function formatFault(fault: Fault): string {
  const server = fault.server === null ? [] : [`server=${fault.server}`];
  if (fault.kind === 'drop' || fault.kind === 'many-tokens') {
    return [fault.kind, ...server].join(' ');
  }
  if (fault.kind === 'slow') return ['slow', ...server, `ms=${fault.ms}`].join(' ');
  return [
    ...server,
    ...(fault.command === null ? [] : [`command=${commandOf(fault.command)}`]),
    ...(fault.after === 0 ? [] : [`after=${fault.after}`]),
    ...(fault.times === null ? [] : [`times=${fault.times}`]),
    `error=${fault.error}`,
  ].join(' ');
}
