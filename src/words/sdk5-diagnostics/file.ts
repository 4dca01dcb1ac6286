/** What lint says of a file of the newer command line as JSON. */

import type { JsonExpected, Sdk5DiagnosticValues } from '../../failure-codes/sdk5-diagnostic.ts';
import { countNoun } from '../count-noun.ts';
import type { WordsOf } from '../diagnostics/diagnostic-words.ts';
import { quote } from '../diagnostics/quote.ts';

/** What should stand where a text stops to be JSON. */
export const JSON_EXPECTED: Readonly<Record<JsonExpected, string>> = {
  value: 'a value',
  name: 'the name of a member, in double quotes',
  colon: 'a colon',
  comma: 'a comma',
  'closing-brace': 'a closing brace',
  'closing-bracket': 'a closing bracket',
  end: 'the end of the file',
  'string-end': 'a double quote at the end of the string, on the same line',
  escape: 'one of the escapes that JSON has',
  json: 'JSON',
};

const MADE_BY_GENERATE =
  'a token file is written by `quorum token-sign generate`; only signatures are added to it';

const ASK_AGAIN = 'take the file as it was written, or have a new one made';

const COMMAS = 'JSON has a comma between all members and behind none';

const SYNTAX_HINTS: Readonly<Partial<Record<JsonExpected, string>>> = {
  'string-end': 'a text ends on its line: base64 has no line breaks, as base64 -w0 FILE prints it',
  value: COMMAS,
  name: COMMAS,
  comma: COMMAS,
  colon: COMMAS,
  'closing-brace': 'the file was cut short, or a brace is missing',
  'closing-bracket': 'the file was cut short, or a bracket is missing',
  end: 'take out what stands behind the last brace',
  json: 'take out what is no JSON: a comment, a line before the first brace',
};

export const FILE_WORDS: WordsOf<
  Pick<
    Sdk5DiagnosticValues,
    | 'json-size'
    | 'json-encoding'
    | 'json-depth'
    | 'json-syntax'
    | 'json-kind'
    | 'byte-order-mark'
    | 'duplicate-member'
    | 'proto-member'
    | 'member-type'
    | 'missing-member'
    | 'unknown-member'
    | 'version'
  >
> = {
  'json-size': {
    summary: 'the file is larger than any token file',
    why: 'A token file with 28 HSMs and 20 approvals has less than 16 KiB. Nothing of a larger file is looked at.',
    message: ({ bytes, most }) => `found ${countNoun(bytes, 'byte')}, expected ${most} at most`,
    hint: () => 'name the token file',
  },
  'json-encoding': {
    summary: 'the file is not UTF-8',
    why: 'JSON is UTF-8 (RFC 8259, 8.1); programs do not agree on what other bytes mean.',
    message: () => 'found bytes that are no UTF-8',
    hint: () => ASK_AGAIN,
  },
  'json-depth': {
    summary: 'objects and lists are in one another too deep',
    why: 'A token file has 3 levels. A file with very many is made to bring a reader down.',
    message: ({ most }) => `found more than ${countNoun(most, 'level')} of objects and lists`,
    hint: () => ASK_AGAIN,
  },
  'json-syntax': {
    summary: 'the file is no JSON',
    why: 'The newer command line reads JSON (RFC 8259) and nothing else: no comments, no comma behind the last of a list, no single quotes. Who edits a token file by hand leaves a comma out, or one too many. Base64 that was pasted with the line ends of `base64` or `openssl base64` is joined by `--fix`, as neither JSON nor base64 has a line end to lose.',
    message: ({ expected }) => `expected ${JSON_EXPECTED[expected]}`,
    hint: ({ expected }) => SYNTAX_HINTS[expected] ?? ASK_AGAIN,
  },
  'json-kind': {
    summary: 'the file is JSON, and no file of the newer command line',
    why: 'A quorum token has `approval_data`, `token` and `signatures`, a registration or a log-in has `tokens`, the file of the older console for a second factor has `Data`. This one has none of them.',
    message: () => 'found JSON without approval_data, tokens or Data',
    hint: () => MADE_BY_GENERATE,
  },
  'byte-order-mark': {
    summary: 'the file begins with a byte order mark',
    why: 'Editors on Windows put one there. RFC 8259 (8.1) forbids to write it and leaves it to readers whether they take it.',
    message: () => 'found a byte order mark',
    hint: () => 'save the file as UTF-8 without one',
  },
  'duplicate-member': {
    summary: 'a member is there twice',
    why: 'Of two members of one name some programs take the first and others the last, so that people may be shown another file than the HSM gets.',
    message: ({ name }) => `found a second member ${quote(name)}`,
    hint: () => 'leave one of them out',
  },
  'proto-member': {
    summary: 'there is a member `__proto__`',
    why: 'Some programs take it for something else than a member. No program that makes token files writes it.',
    message: () => 'found a member "__proto__"',
    hint: () => ASK_AGAIN,
  },
  'member-type': {
    summary: 'a member is of another type than it should be',
    why: 'Every member is a text in double quotes, but for the lists `signatures`, `tokens` and `Data`, whose entries are objects.',
    message: ({ path, expected }) =>
      `expected ${expected === 'string' ? 'a text in double quotes' : expected === 'array' ? 'a list in brackets' : 'an object in braces'} as ${quote(path)}`,
    hint: () => ASK_AGAIN,
  },
  'missing-member': {
    summary: 'a member is missing',
    why: 'The newer command line writes every member itself; only the entries of `signatures` are written by others, and each needs `username` and `signature`.',
    message: ({ path }) => `found no ${quote(path)}`,
    hint: ({ path }) => {
      if (path === 'signatures') return 'add "signatures": [], where the approvals will stand';
      return path.startsWith('signatures') ? 'add it' : ASK_AGAIN;
    },
  },
  'unknown-member': {
    summary: 'a member is in no document',
    why: 'It is kept as it is. Whether the newer command line takes a file with it is not known.',
    message: ({ path }) => `found a member ${quote(path)}, which no document knows`,
    hint: () => 'leave it out if you put it there',
  },
  version: {
    summary: 'the version is another than that of the format',
    why: 'Files of the newer command line have `"version": "2.0"`, those of the older console\'s second factor `"Version": "1.0"`. What another version means is not known.',
    message: ({ found, expected }) => `found version ${quote(found)}, expected ${quote(expected)}`,
    hint: () => ASK_AGAIN,
  },
};
