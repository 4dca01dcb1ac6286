import { type Glance, glanceAtCluster } from '../../hsm/cluster/glance.ts';
import { escapeUnsafe } from '../../printable.ts';
import { SERVICES } from '../../token/service.ts';
import type { CommandDefinition } from '../command.ts';
import { type KindOfValue, VALUE_KINDS, type ValueKind } from '../value-kinds.ts';
import type { Candidate, Completion } from './candidate.ts';
import { completeFiles } from './complete-files.ts';
import type { CompletionTable } from './completion-table.ts';
import { listApprovers } from './names/approvers.ts';
import { listFaultWords } from './names/fault-words.ts';
import { findClusterFolder, listOfficers } from './names/officers.ts';
import type { Surroundings } from './surroundings.ts';

/** What is completed: a value, or the part of one behind a `=` or a `:`. */
export interface TypedValue {
  /** What of the word stands before it. */
  readonly head: string;
  /** What is typed of it. */
  readonly typed: string;
  /** The name of its option or positional. */
  readonly name: string;
  /** What else the line gives, by name. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** Where words come from that are not the line's own. */
export interface Sources {
  readonly world: Surroundings;
  readonly definitions: () => readonly CommandDefinition[];
  readonly table: () => Promise<CompletionTable>;
}

/** More than an HSM has users. Of more, the first would pass for all, and what they begin with for what all do. */
const MOST_WORDS = 1024;

/** Offers what a value of a kind may be. */
export async function completeValue(
  kind: ValueKind,
  value: TypedValue,
  sources: Sources,
): Promise<Completion> {
  const { heads = {}, behindEquals, files }: KindOfValue = VALUE_KINDS[kind];
  for (const [head, inner] of Object.entries(heads)) {
    if (value.typed.startsWith(head))
      return completeValue(kindNamed(inner), behind(value, head), sources);
  }
  const equals = value.typed.indexOf('=') + 1;
  if (behindEquals !== undefined && equals > 0) {
    const rest = behind(value, value.typed.slice(0, equals));
    return completeValue(kindNamed(behindEquals), rest, sources);
  }
  const words = await completeWords(VALUE_KINDS[kind], value, sources);
  if (files === undefined) return words;
  const found = completeFiles(
    value.head,
    value.typed,
    { ...VALUE_KINDS[kind], files },
    sources.world.cwd,
  );
  if (found.head !== words.head) return found;
  return { ...found, candidates: [...words.candidates, ...found.candidates] };
}

function kindNamed(name: string): ValueKind {
  return name as ValueKind;
}

function behind(value: TypedValue, part: string): TypedValue {
  return { ...value, head: `${value.head}${part}`, typed: value.typed.slice(part.length) };
}

/** Offers words of a list. */
export function offerWords(
  head: string,
  typed: string,
  candidates: readonly Candidate[],
): Completion {
  const fitting = candidates.filter(
    ({ value }) => value.startsWith(typed) && escapeUnsafe(value) === value,
  );
  return { head, candidates: fitting.length > MOST_WORDS ? [] : fitting };
}

async function completeWords(
  { words = [], heads = {}, names, behindEquals }: KindOfValue,
  value: TypedValue,
  sources: Sources,
): Promise<Completion> {
  const { head, typed } = value;
  if (names === 'fault-words') return completeFaultWord(value, sources.world);
  const own = names === undefined ? [] : await listNames(names, value, sources);
  const pairs = own.map((each): Candidate => ({ ...each, value: `${each.value}=`, end: 'open' }));
  return offerWords(head, typed, [
    ...words.map((word) => ({ value: word })),
    ...(behindEquals === undefined ? own : pairs),
    ...Object.keys(heads).map((word) => ({ value: word, end: 'open' }) as const),
  ]);
}

function completeFaultWord({ head, typed, given }: TypedValue, world: Surroundings): Completion {
  const words = listFaultWords(String(given['action']), typed, namesGiven(given['words']), {
    servers: [],
    faults: 0,
    ...glance(given, world),
  });
  return offerWords(
    `${head}${words.head}`,
    typed.slice(words.head.length),
    words.words.map((word) => (words.isOpen ? { value: word, end: 'open' } : { value: word })),
  );
}

type NameSource = Exclude<NonNullable<KindOfValue['names']>, 'fault-words'>;

async function listNames(
  source: NameSource,
  { name, given }: TypedValue,
  { world, table }: Sources,
): Promise<readonly Candidate[]> {
  switch (source) {
    case 'officers':
      return without(namesGiven(given[name]), await listOfficers(given, world));
    case 'approvers':
      return without(namesGiven(given[name]), await listApprovers(given, world));
    case 'servers':
      return (glance(given, world)?.servers ?? []).map((about, at) => ({ value: `${at}`, about }));
    case 'services':
      return SERVICES.flatMap(({ number, name: about, sdk5 }) => [
        { value: `${number}`, about },
        { value: about },
        ...(sdk5 === undefined ? [] : [{ value: sdk5.name, about }]),
      ]);
    case 'variables':
      return Object.keys(world.env).map((value) => ({ value }));
    case 'lint-codes':
    case 'console-commands':
      return (await table())[source].map(([value, about]) => ({ value, about }));
  }
}

/** What stands on the line already; of `NAME=FILE` the name. */
function namesGiven(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.map(String) : [];
}

/** Each of the names that does not stand there, once; one with a dash first would be read as an option. */
function without(given: readonly string[], names: readonly string[]): readonly Candidate[] {
  const there = given.map((each) => /^(?:c[ou]:)?([^=]*)/.exec(each)?.[1]);
  return [...new Set(names)]
    .filter((each) => !there.includes(each) && !each.startsWith('-'))
    .map((value) => ({ value }));
}

function glance(given: TypedValue['given'], world: Surroundings): Glance | undefined {
  const folder = findClusterFolder(given, world);
  return folder === undefined ? undefined : glanceAtCluster(folder);
}
