/**
 * How each kind of value is read and written in each console.
 */
import type { OperationArgumentKind } from '../../failure-codes/operation-problem.ts';
import { roleOfType, typeOfRole } from '../../token/sdk5/roles.ts';
import { SERVICES } from '../../token/service.ts';
import { canonicalUserName } from '../../token/user-name.ts';

/** Whose words are read or written. */
export type ConsoleKind = 'classic' | 'sdk5';

interface ArgumentForm {
  /** @returns the value as operations have it; nothing where it is none */
  readonly read: (word: string, console: ConsoleKind) => string | undefined;
  readonly write: (value: string, console: ConsoleKind) => string;
}

const TYPES: Readonly<Record<string, 1 | 2>> = { CU: 1, CO: 2 };
const NAMES_OF_TYPES: Readonly<Record<number, string>> = { 1: 'CU', 2: 'CO' };

/** A value that is written alike in both. */
function plain(read: (word: string) => string | undefined): ArgumentForm {
  return { read, write: (value) => value };
}

/** Most characters of a value that are words of any kind: more is no operation that people read before signing. */
const LONGEST_TEXT = 1024;

const FORMS: Readonly<Record<OperationArgumentKind, ArgumentForm>> = {
  'user-type': {
    read: (word, console) =>
      console === 'classic'
        ? Object.hasOwn(TYPES, word)
          ? word
          : undefined
        : NAMES_OF_TYPES[typeOfRole(word) ?? 0],
    write: (value, console) =>
      console === 'classic' ? value : (roleOfType(TYPES[value] ?? 0) ?? value),
  },
  'user-name': plain(canonicalUserName),
  service: {
    read: (word, console) =>
      SERVICES.find(
        ({ number, sdk5 }) =>
          sdk5?.word !== undefined && word === (console === 'classic' ? String(number) : sdk5.word),
      )?.code,
    write: (value, console) => {
      const service = SERVICES.find(({ code }) => code === value);
      return (
        (console === 'classic' ? service && String(service.number) : service?.sdk5?.word) ?? value
      );
    },
  },
  m: plain((word) => (/^[1-9][0-9]{0,2}$/.test(word) ? word : undefined)),
  level: plain((word) => (['none', 'cluster'].includes(word) ? word : undefined)),
  text: plain((word) => (word !== '' && word.length <= LONGEST_TEXT ? word : undefined)),
};

/**
 * Reads a word as a console does.
 *
 * @returns the value as operations have it; nothing where the console would not take it
 * @example
 * readArgument('user-type', 'admin', 'sdk5'); // 'CO'
 */
export function readArgument(
  kind: OperationArgumentKind,
  word: string,
  console: ConsoleKind,
): string | undefined {
  return FORMS[kind].read(word, console);
}

/**
 * The reverse of {@link readArgument}.
 *
 * @example
 * writeArgument('service', 'miscCo', 'classic'); // '4'
 */
export function writeArgument(
  kind: OperationArgumentKind,
  value: string,
  console: ConsoleKind,
): string {
  return FORMS[kind].write(value, console);
}
