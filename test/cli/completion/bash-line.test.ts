import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBashLine } from '../../../src/cli/completion/lines/bash-line.ts';
import { howMany } from '../../support/how-many.ts';
import { requireProgram } from '../../support/requirements.ts';

/** As bash has it before anybody changes it. */
const BREAKS = ' \t\n"\'><=;|&(:';

describe('a line of bash, up to the cursor', () => {
  it.each([
    ['mofn sign ', ['mofn', 'sign'], '', 0],
    ['mofn  sign\tto', ['mofn', 'sign'], 'to', 0],
    ['mofn sign my\\ to', ['mofn', 'sign'], 'my to', 0],
    ['mofn sign "my to', ['mofn', 'sign'], 'my to', 0],
    ["mofn sign a'b c'd", ['mofn', 'sign'], 'ab cd', 0],
    ['mofn sign --key=of', ['mofn', 'sign'], '--key=of', 6],
    ['mofn sign --key="of', ['mofn', 'sign'], '--key=of', 6],
    ['mofn sign --key\\=of', ['mofn', 'sign'], '--key=of', 0],
    ['mofn approval new co:ada=s', ['mofn', 'approval', 'new'], 'co:ada=s', 7],
    ['MOFN_HSM=c mofn hsm ', ['mofn', 'hsm'], '', 0],
    ['mofn demo; mofn si', ['mofn'], 'si', 0],
    ['mofn sign t 2>/dev/null --k', ['mofn', 'sign', 't'], '--k', 0],
    ['mofn sign t >out --k', ['mofn', 'sign', 't'], '--k', 0],
  ])('%s', (line, words, word, kept) => {
    expect(readBashLine(line, BREAKS)).toMatchObject({ words, word, kept, isRedirect: false });
  });

  it('tells what is for bash itself', () => {
    for (const word of ['$HOME/x', '"$HOME/x', '~/x', '`x', 'a$']) {
      expect(readBashLine(`mofn sign ${word}`, BREAKS), word).toMatchObject({ isForShell: true });
    }
    for (const word of ["'$HOME/x", '\\$HOME', 'x~', '"\\$x']) {
      expect(readBashLine(`mofn sign ${word}`, BREAKS), word).toMatchObject({ isForShell: false });
    }
    expect(readBashLine('mofn sign t 2> o', BREAKS)).toMatchObject({ word: 'o', isRedirect: true });
  });

  const bash = requireProgram('bash');
  it.skipIf(!bash.has)(`has the words that bash has ${bash.label}`, () => {
    // Nothing that is expanded, ends a command or begins a comment, but within quotes.
    const bare = fc.stringMatching(/^[ab=:,.~%+-]$/);
    const any = fc.stringMatching(/^[ab "'\\;|&()<>#*?![\]{}]$/);
    const piece = fc.oneof(
      bare,
      any.map((each) => `\\${each}`),
      fc.string({ unit: any }).map((text) => `'${text.replaceAll("'", '')}'`),
      fc.string({ unit: any }).map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`),
      fc.constant('"a\\b"'),
    );
    const word = fc.array(piece, { minLength: 1 }).map((pieces) => `a${pieces.join('')}`);
    const lines = fc.sample(fc.array(word, { minLength: 1, maxLength: 4 }), howMany(300, 3000));
    const script = lines.map((words) => `printf '%s\\0' ${words.join(' ')}; printf '\\n\\0'`);
    const { stdout } = spawnSync('bash', ['--norc', '--noprofile'], {
      input: `set -f\n${script.join('\n')}\n`,
      encoding: 'utf8',
    });
    const read = lines.map((words) =>
      readBashLine(`mofn ${words.join(' ')} `, BREAKS).words.slice(1),
    );
    expect(read.map((words) => `${words.join('\0')}\0\n\0`).join('')).toBe(stdout);
  });
});
