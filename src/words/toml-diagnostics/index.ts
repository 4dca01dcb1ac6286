/**
 * What people read of what is wrong with a file as TOML, whatever it is.
 */
import type { TomlDiagnosticValues } from '../../failure-codes/toml-diagnostic.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import type { WordsOf } from '../diagnostics/diagnostic-words.ts';
import { didYouMean, FORMS, KINDS, quote, TOML_EXPECTED } from './parts.ts';

/** What a kind of files is called, and why it is read so strictly. */
export interface TomlFileKind {
  /** `policy` */
  readonly noun: string;
  /** `policies` */
  readonly plural: string;
  readonly missing: string;
  readonly misspelt: string;
  readonly longText: string;
  readonly docs: string;
}

/**
 * The words for files of a kind.
 */
export function tomlWords(kind: TomlFileKind): WordsOf<TomlDiagnosticValues> {
  const { noun } = kind;
  return {
    'toml-size': {
      summary: `the file is larger than any ${noun}`,
      why: 'It is not read, so that no file can hold anybody up.',
      message: ({ bytes, most }) => `found ${countNoun(bytes, 'byte')}, expected ${most} at most`,
      hint: () => `name the ${noun}`,
    },
    'toml-encoding': {
      summary: 'the file is no UTF-8',
      why: 'TOML is UTF-8 and nothing else. Save the file as that.',
      message: () => 'found bytes that are no UTF-8',
      hint: () => 'save the file as UTF-8',
    },
    'toml-depth': {
      summary: `lists and tables are deeper in one another than a ${noun} needs`,
      why: `A ${noun} has four levels. What goes much deeper is not read.`,
      message: ({ most }) =>
        `found more than ${countNoun(most, 'level')} of lists, tables and dots`,
      hint: () => kind.docs,
    },
    'toml-text-size': {
      summary: `a text is longer than any that a ${noun} needs`,
      why: kind.longText,
      message: ({ most }) => `found a text of more than ${countNoun(most, 'character')}`,
      hint: () => 'see whether it has its closing quotes',
    },
    'toml-syntax': {
      summary: 'the file is no TOML from here on',
      why: 'What is behind this place cannot be told before it is mended. TOML refuses a key that is there twice, too.',
      message: ({ problem }) => TOML_EXPECTED[problem],
      hint: ({ problem }) =>
        problem === 'duplicate-key'
          ? 'write each key and each table once'
          : 'mend this place and lint again: https://toml.io has the rules',
    },
    'unknown-key': {
      summary: `a key is none that ${kind.plural} have`,
      why: kind.misspelt,
      message: ({ path }) => `found ${quote(path)}, which no ${noun} has`,
      hint: ({ nearest }) => didYouMean(nearest, kind.docs),
    },
    'missing-key': {
      summary: `a key is missing that every ${noun} has`,
      why: kind.missing,
      message: ({ path }) => `found no ${escapeUnsafe(path)}`,
      hint: () => kind.docs,
    },
    'value-type': {
      summary: 'a value is of another type than it should be',
      why: `TOML tells texts, numbers, dates and lists apart, and so does a ${noun}.`,
      message: ({ path, found, expected }) =>
        `${escapeUnsafe(path)} is ${KINDS[found]}, expected ${KINDS[expected]}`,
      hint: ({ found, expected }) =>
        found === 'local-time' && expected === 'date'
          ? 'write it with its offset, as 2026-01-01T09:00:00Z, or the date alone'
          : kind.docs,
    },
    'value-form': {
      summary: 'a value does not look as it should',
      why: 'It is of the right type, and yet none of what can be taken there.',
      message: ({ path, found, expected }) =>
        `${escapeUnsafe(path)} is ${quote(found)}, expected ${FORMS[expected]}`,
      hint: ({ nearest }) => didYouMean(nearest, kind.docs),
    },
    'too-many': {
      summary: `there is more of a kind than a ${noun} may have`,
      why: 'No file shall hold anybody up.',
      message: ({ path, most }) => `${escapeUnsafe(path)} has more than ${most}`,
      hint: () => `split the ${noun}`,
    },
    'repeated-value': {
      summary: 'a value is there twice',
      why: 'It would count once; most often another was meant.',
      message: ({ path, value }) => `${escapeUnsafe(path)}: ${quote(value)} is there already`,
      hint: () => 'leave one of them out',
    },
  };
}
