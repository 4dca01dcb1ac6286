import { isRuledOut } from '../arguments/refusals.ts';
import type { CommandDefinition } from '../command.ts';
import { GROUPS } from '../commands/groups.ts';
import { type Candidate, type Completion, NOTHING } from './candidate.ts';
import { completeDgst } from './complete-dgst.ts';
import { completeValue, offerWords, type Sources } from './complete-value.ts';
import { optionsOf, readTypedLine, type TypedLine } from './typed-line.ts';

/** Words that are no commands with a definition of their own. */
const OTHER_WORDS: readonly Candidate[] = [
  { value: 'help', about: 'help of a command' },
  { value: 'version', about: 'print the version' },
];
const HELP: Candidate = { value: '--help', about: 'print this help' };
const VERSION: Candidate = { value: '--version', about: 'print the version' };

/**
 * Offers what may stand at the cursor of a line of `mofn`.
 *
 * @param before the words behind the program's name, up to the one at the cursor
 * @param word what is typed of that one
 */
export async function completeLine(
  before: readonly string[],
  word: string,
  sources: Sources,
): Promise<Completion> {
  const commands = sources.definitions();
  const definition = findCommand(before, commands);
  const words = nextWords(before, commands);
  if (definition === undefined) return completeCommand(before, word, words, commands);
  const behind = before.slice(definition.path.split(' ').length);
  if (definition.raw === true) return completeDgst(behind, word, definition, sources);
  const completion = await completeArgument(readTypedLine(definition, behind, word), word, sources);
  // A command that is the beginning of another's words, as `hsm log` is.
  if (words.length === 0 || word.startsWith('-')) return completion;
  return {
    ...completion,
    candidates: [...offerWords('', word, words).candidates, ...completion.candidates],
  };
}

/** The command whose words the line begins with; the longest, where several do. */
function findCommand(
  before: readonly string[],
  commands: readonly CommandDefinition[],
): CommandDefinition | undefined {
  return commands
    .filter(({ path }) => path.split(' ').every((word, at) => before[at] === word))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

/** The words with which commands go on that begin with these. */
function nextWords(
  before: readonly string[],
  commands: readonly CommandDefinition[],
): readonly Candidate[] {
  const words = new Map<string, string>();
  for (const { path, summary } of commands) {
    const all = path.split(' ');
    const next = all[before.length];
    if (next === undefined || !before.every((word, at) => all[at] === word)) continue;
    const isWhole = all.length === before.length + 1;
    if (isWhole || !words.has(next)) words.set(next, isWhole ? summary : (GROUPS[next] ?? ''));
  }
  return [...words].map(([value, about]) => ({ value, about }));
}

function completeCommand(
  before: readonly string[],
  word: string,
  words: readonly Candidate[],
  commands: readonly CommandDefinition[],
): Completion {
  const [first, ...rest] = before;
  if (first === 'help') return offerWords('', word, nextWords(rest, commands));
  if (word.startsWith('-'))
    return offerWords('', word, first === undefined ? [HELP, VERSION] : [HELP]);
  return offerWords('', word, first === undefined ? [...words, ...OTHER_WORDS] : words);
}

async function completeArgument(
  line: TypedLine,
  word: string,
  sources: Sources,
): Promise<Completion> {
  const { at, definition, given } = line;
  switch (at.kind) {
    case 'option':
      return offerWords('', word, listOptions(line));
    case 'full':
      return word === '' ? offerWords('', word, listOptions(line)) : NOTHING;
    case 'rest':
      return completeRest(definition, at.words);
    case 'value': {
      const { choices, completes = 'number' } = at.option;
      const typed = word.slice(at.head.length);
      if (choices !== undefined) {
        return offerWords(
          at.head,
          typed,
          choices.map((value) => ({ value })),
        );
      }
      return completeValue(completes, { head: at.head, typed, name: at.name, given }, sources);
    }
    case 'positional': {
      const { name, completes } = at.positional;
      const options = () => offerWords('', word, word === '' ? listOptions(line) : []);
      if (isRuledOut(definition, given, name)) return options();
      const found = await completeValue(completes, { head: '', typed: word, name, given }, sources);
      return found.candidates.length === 0 && found.otherwise === undefined ? options() : found;
    }
  }
}

/** The options that may still be given. */
function listOptions({ definition, given }: TypedLine): readonly Candidate[] {
  const left = Object.entries(optionsOf(definition)).filter(
    ([name, { array, hidden }]) =>
      hidden !== true &&
      (array === true || given[name] === undefined) &&
      !isRuledOut(definition, given, name),
  );
  return [...left.map(([name, { describe }]) => ({ value: `--${name}`, about: describe })), HELP];
}

/** Of a line of another program. */
function completeRest({ acceptsRest }: CommandDefinition, words: readonly string[]): Completion {
  if (acceptsRest !== true) return NOTHING;
  return { ...NOTHING, otherwise: words.length === 0 ? 'commands' : 'files' };
}
