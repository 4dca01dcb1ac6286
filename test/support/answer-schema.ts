/**
 * Answers in JSON against their schemas, and the schemas as tables for docs/cli.md.
 */
import * as v from 'valibot';
import type { Answer } from '../../src/cli/commands/answer-parts.ts';
import { ANSWERS } from '../../src/cli/commands/answers.ts';

/**
 * Holds what a command printed to the schema of its answer, where it was asked for one and gave it.
 *
 * @param path the words that name the command
 * @throws Error that names the members that are wrong
 */
export function checkAnswers(path: string, args: readonly string[], stdout: string): void {
  const answers = ANSWERS[path];
  if (answers === undefined || !args.includes('--json') || stdout === '') return;
  // `lint --fix` prints the file.
  if (path === 'approval lint' && !stdout.startsWith('{"schemaVersion"')) return;
  const lines = path === 'approval show' ? stdout.trimEnd().split('\n') : [stdout];
  for (const line of lines) {
    const value: unknown = JSON.parse(line);
    const problems = answers.map(({ schema }) => v.safeParse(schema, value));
    if (problems.some(({ success }) => success)) continue;
    const told = problems.map(({ issues = [] }) =>
      issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`).join('\n'),
    );
    throw new Error(`mofn ${path} --json is not as its schema has it:\n${told.join('\nor\n')}`);
  }
}

/** A member of an answer, as a row of a table. */
export interface MemberRow {
  /** `token.nodes`, `records[].id` */
  readonly member: string;
  readonly type: string;
  readonly what: string;
}

/** The members of an answer, those of members behind them. */
export function listMembers({ schema }: Answer): readonly MemberRow[] {
  return membersOf(unwrap(schema).schema, '');
}

interface Entries {
  readonly [name: string]: v.GenericSchema;
}

interface Unwrapped {
  readonly schema: v.GenericSchema;
  readonly what: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly isOptional: boolean;
}

/** What is within pipes, and within what may be null or missing. */
function unwrap(schema: v.GenericSchema): Unwrapped {
  let inner = schema;
  let what = '';
  let title = '';
  let isNullable = false;
  let isOptional = false;
  for (;;) {
    what ||= v.getDescription(inner) ?? '';
    title ||= v.getTitle(inner) ?? '';
    if ('pipe' in inner) inner = (inner.pipe as readonly v.GenericSchema[])[0] as v.GenericSchema;
    else if ('wrapped' in inner) {
      isNullable ||= inner.type === 'nullable';
      isOptional ||= inner.type === 'exact_optional';
      inner = inner.wrapped as v.GenericSchema;
    } else return { schema: inner, what, type: title || typeOf(inner), isNullable, isOptional };
  }
}

function membersOf(schema: v.GenericSchema, place: string): readonly MemberRow[] {
  if (!('entries' in schema)) return [];
  return Object.entries(schema.entries as Entries).flatMap(([name, entry]) => {
    const { schema: inner, what, type: bare, isNullable, isOptional } = unwrap(entry);
    const member = place === '' ? name : `${place}.${name}`;
    const type = `${bare}${isNullable ? ' or null' : ''}${isOptional ? ', may be missing' : ''}`;
    const element = elementOf(inner);
    return [
      { member, type, what },
      ...(element === undefined
        ? membersOf(inner, member)
        : membersOf(unwrap(element).schema, `${member}[]`)),
    ];
  });
}

function elementOf(schema: v.GenericSchema): v.GenericSchema | undefined {
  return schema.type === 'array' && 'item' in schema ? (schema.item as v.GenericSchema) : undefined;
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  strict_object: 'object',
  record: 'object',
  unknown: 'any',
};

function typeOf(schema: v.GenericSchema): string {
  const element = elementOf(schema);
  if (element !== undefined) return `list of ${unwrap(element).type}`;
  if ('options' in schema)
    return (schema.options as string[]).map((one) => `\`${one}\``).join(', ');
  if ('literal' in schema) return `\`${JSON.stringify(schema.literal)}\``;
  return NAMES[schema.type] ?? schema.type;
}
