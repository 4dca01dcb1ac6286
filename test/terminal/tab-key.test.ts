import { describe, expect, it } from 'vitest';
import type { Completer, LinePurpose } from '../../src/terminal/line-reader.ts';
import { TerminalLines } from '../../src/terminal/terminal-lines.ts';
import { piecesOf } from '../mgmt-util/run-console.ts';
import { Screen } from './screen.ts';

const WORDS = ['list', 'login', 'logout'];

/** Completes one word of the line; a word that is clear gets a blank behind it. */
const complete: Completer = (before) => {
  const from = before.lastIndexOf(' ') + 1;
  const typed = before.slice(from);
  const candidates = WORDS.filter((word) => word.startsWith(typed));
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) return { from, text: `${only} `, candidates };
  let text = candidates[0] ?? typed;
  while (!candidates.every((word) => word.startsWith(text))) text = text.slice(0, -1);
  return { from, text, candidates };
};

async function type(
  keys: string,
  { columns = 40, purpose = 'command' }: { columns?: number; purpose?: LinePurpose } = {},
): Promise<{ readonly text: string; readonly written: string; readonly screen: Screen }> {
  let written = '';
  const screen = new Screen(columns);
  const output = {
    write: (text: string) => {
      written += text;
      screen.write(text);
    },
  };
  const terminal = { setRawMode: () => undefined, columns };
  const lines = new TerminalLines(piecesOf(...keys, '\r'), output, terminal);
  const reading = await lines.read('> ', purpose, complete);
  await lines.close();
  return { text: reading.kind === 'line' ? reading.text : reading.kind, written, screen };
}

describe('Tab', () => {
  it('completes what is clear, and writes that alone', async () => {
    const { text, written } = await type('li\t');
    expect(text).toBe('list ');
    expect(written).toBe('> list \n');
  });

  it('completes as far as all agree, then shows them when it is pressed again', async () => {
    const once = await type('l\t');
    expect(once.text).toBe('l');
    expect(once.screen.text).toEqual(['> l', '']);
    expect((await type('lo\t')).text).toBe('log');
    const twice = await type('log\t\to\t');
    expect(twice.text).toBe('logout ');
    expect(twice.screen.text).toEqual(['> log', 'login   logout', '> logout', '']);
  });

  it('completes inside a line, and leaves what stands behind', async () => {
    const { text, screen } = await type('xx li more\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\t!');
    expect(text).toBe('xx list ! more');
    expect(screen.text[0]).toBe('> xx list ! more');
  });

  it('shows them below a line of several rows, with the cursor where it was', async () => {
    const keys = `${'y'.repeat(12)} log behind${'\x1b[D'.repeat(7)}\t\t#`;
    const { text, screen } = await type(keys, { columns: 10 });
    expect(text).toBe('yyyyyyyyyyyy log# behind');
    expect(screen.text.join('|')).toContain('login|logout|> yyyyyyyy|yyyy log#|behind');
  });

  it('does nothing where nothing fits', async () => {
    expect((await type('zz\t\t')).written).toBe('> zz\n');
  });

  it('is a blank in a password, and where nothing completes', async () => {
    expect((await type('a\tb', { purpose: 'secret' })).text).toBe('a b');
    const output = { write: () => undefined };
    const lines = new TerminalLines(piecesOf('a\tb\r'), output, { setRawMode: () => undefined });
    expect(await lines.read('', 'command')).toEqual({ kind: 'line', text: 'a b' });
    await lines.close();
  });

  it('shows no control character of what it offers', async () => {
    const odd: Completer = () => ({ from: 0, text: '', candidates: ['a\x1b[2J', 'b'] });
    let written = '';
    const output = {
      write: (text: string) => {
        written += text;
      },
    };
    const lines = new TerminalLines(piecesOf('\t\t\r'), output, { setRawMode: () => undefined });
    await lines.read('', 'command', odd);
    await lines.close();
    expect(written).toContain('a\\x1b[2J  b');
  });
});
