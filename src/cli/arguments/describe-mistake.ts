/**
 * What is wrong with a command line, with options named as they are typed. yargs says it of their bare
 * names, in a wording for each kind; the patterns are those of its English texts.
 */
import { COMMON_OPTIONS, type CommandDefinition } from '../command.ts';
import { suggest } from '../output/suggest.ts';

/** A mistake in words, and what may have been meant: `did you mean "--key"? `, or nothing. */
export interface Mistake {
  readonly message: string;
  readonly suggestion: string;
}

/** Options as they are named to those who may type them: `--key`, `-f`. */
const typed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`);

/**
 * Puts yargs' message into words of ours; one of another kind stays as it is.
 *
 * @example
 * describeMistake('Unknown argument: kye', definition);
 * // { message: 'unknown option --kye', suggestion: 'did you mean "--key"? ' }
 */
export function describeMistake(message: string, definition: CommandDefinition): Mistake {
  const line = message.replaceAll(/\s*\n\s*/g, ' ').trim();
  const [, unknown] = /^Unknown arguments?: (.+)$/.exec(line) ?? [];
  if (unknown !== undefined) return unknownOption(unknown.split(', '), definition);
  const [, valueless] = /^Not enough arguments following: (.+)$/.exec(line) ?? [];
  if (valueless !== undefined) return plain(`${typed(valueless)} needs a value`);
  const [, missing] = /^Missing required arguments?: (.+)$/.exec(line) ?? [];
  if (missing !== undefined) return plain(areMissing(missing.split(', ').map(typed)));
  const [, option = '', given = '', choices] =
    /^Invalid values: Argument: (.+?), Given: "(.*)", Choices: (.+)$/.exec(line) ?? [];
  if (choices !== undefined) return badChoice(option, given, choices.replaceAll('"', ''));
  return plain(line.charAt(0).toLowerCase() + line.slice(1));
}

/** One wording for options and for words without a name: `--token is missing`. */
function areMissing(names: readonly string[]): string {
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} missing`;
}

const plain = (message: string): Mistake => ({ message, suggestion: '' });

function unknownOption(
  names: readonly string[],
  { options, gone = {}, instead = {} }: CommandDefinition,
): Mistake {
  const old = names.find((name) => Object.hasOwn(gone, name));
  if (old !== undefined) {
    return { message: `there is no ${typed(old)} any more`, suggestion: `${gone[old]}; ` };
  }
  const other = names.find((name) => Object.hasOwn(instead, name));
  const known = Object.keys({ ...options, ...COMMON_OPTIONS, help: {} });
  const noun = names.length === 1 ? 'option' : 'options';
  return {
    message: `unknown ${noun} ${names.map(typed).join(', ')}`,
    suggestion: other === undefined ? suggest(names[0] ?? '', known, typed) : `${instead[other]}; `,
  };
}

function badChoice(option: string, given: string, choices: string): Mistake {
  return {
    message: `${typed(option)} is one of ${choices}; found "${given}"`,
    suggestion: suggest(given, choices.split(', ')),
  };
}
