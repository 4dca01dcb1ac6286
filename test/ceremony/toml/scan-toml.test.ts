import { describe, expect, it } from 'vitest';
import { findTomlExcess } from '../../../src/ceremony/toml/scan-toml.ts';

const DEEP = '['.repeat(16);
const LONG = 'x'.repeat(16_383);

describe('brackets', () => {
  it.each([
    ['are counted', `${DEEP}[`, 16],
    ['of either kind', '{['.repeat(8).concat('{'), 16],
    ['behind one that was closed', `[]{}${DEEP}{`, 20],
    ['behind some that were never open', `]]}${DEEP}[`, 19],
    ['with some closed again', `${DEEP}]}[[[`, 20],
    ['behind a comment', `# [[[\n${DEEP}[`, 22],
    ['behind texts', `"[" '[' """[""" '''['''${DEEP}[`, 39],
    ['behind a quote that a backslash has', `"\\"[" ${DEEP}[`, 22],
    ['behind a backslash that is none', `'\\'${DEEP}[`, 19],
    ['in the line behind a text without its end', `"a\n${DEEP}[`, 19],
  ])('%s', (_what, text, at) => {
    expect(findTomlExcess(text)).toEqual({ code: 'toml-depth', at });
  });

  it.each([
    ['16 deep', DEEP],
    ['side by side', '[]{}'.repeat(100)],
    ['in a comment', `# ${DEEP}[`],
    ['in a text', `"${DEEP}["`],
    ['in one of several lines', `"""\n${DEEP}["\n["""`],
    ['behind a quote in it', `"\\"${DEEP}["`],
    ['in one without its end', `'''${DEEP}\n[`],
  ])('are no matter: %s', (_what, text) => {
    expect(findTomlExcess(text)).toBeUndefined();
  });
});

describe('a text', () => {
  it.each([
    ['of one line', ` "${LONG}"`, 1],
    ['of several', `"""${LONG}\n"""`, 0],
    ['of one quote', `'${LONG}'`, 0],
    ['of one quote and several lines', `'''${LONG}'''`, 0],
    ['without an end', `# "\n"${LONG}"`, 4],
    ['with backslashes', `"${'\\"'.repeat(8200)}"`, 0],
  ])('is too long: %s', (_what, text, at) => {
    expect(findTomlExcess(text)).toEqual({ code: 'toml-text-size', at });
  });

  it.each([
    ['with its quotes just not', `"${LONG.slice(1)}"`],
    ['in a comment', `# "${LONG}"`],
    ['in several texts', `"${LONG.slice(1)}" "${LONG.slice(1)}"`],
    ['over the end of the line', `"${LONG.slice(2)}\n${LONG}`],
    ['where a backslash is the last', `"${LONG.slice(1)}\\`],
  ])('is not too long: %s', (_what, text) => {
    expect(findTomlExcess(text)).toBeUndefined();
  });
});
