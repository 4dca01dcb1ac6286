import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History } from '../../src/terminal/history.ts';
import { takeKey } from '../../src/terminal/keys.ts';
import { LineEditor } from '../../src/terminal/line-editor.ts';
import { LONGEST_LINE } from '../../src/terminal/line-reader.ts';
import { PipedLines } from '../../src/terminal/piped-lines.ts';
import { TerminalLines } from '../../src/terminal/terminal-lines.ts';
import { expectLinear, expectLinearWait } from '../support/growth.ts';
import { howMany } from '../support/how-many.ts';
import { Screen } from './screen.ts';

const NOBODY = { write: () => undefined };

describe('what a screen shows', () => {
  const edit = fc.oneof(
    fc.record({ insert: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-'), maxLength: 30 }) }),
    fc.record({ move: fc.integer({ min: -60, max: 60 }) }),
    fc.constantFrom('removeBefore', 'removeAfter', 'removeLine', 'removeRest', 'removeWord'),
    fc.record({ replace: fc.string({ unit: fc.constantFrom('x', 'y'), maxLength: 50 }) }),
  );
  const screens = fc.constantFrom(1, 2, 3, 5, 7, 12, 13, 14, 20, 26, 80);
  const prompts = fc.constantFrom('>', 'server0>', 'aws-cloudhsm>');

  it('is the line as it is, whatever was edited, however narrow it is', () => {
    fc.assert(
      fc.property(screens, prompts, fc.array(edit, { maxLength: 12 }), (columns, prompt, edits) => {
        const { screen, editor, line } = editOnScreen(columns, prompt, edits, (shown, { text }) => {
          expect(shown.editor.text).toBe(text);
          expect(shown.screen.text.join('\n')).toMatch(shownAs(prompt + text, columns));
        });
        screen.write(editor.insert('#', 1));
        const marked = mark(line);
        expect(screen.text.join('\n')).toMatch(shownAs(prompt + marked, columns));
      }),
      { numRuns: howMany(500, 50_000) },
    );
  });

  it('is the line below what was shown, with the cursor where it was', () => {
    fc.assert(
      fc.property(screens, prompts, fc.array(edit, { maxLength: 6 }), (columns, prompt, edits) => {
        const { screen, editor, line } = editOnScreen(columns, prompt, edits);
        screen.write(editor.showBelow(['!', '!']));
        screen.write(editor.insert('#', 1));
        const marked = mark(line);
        const shown = screen.text.join('\n');
        expect(shown.slice(shown.lastIndexOf('!') + 2)).toMatch(shownAs(prompt + marked, columns));
      }),
      { numRuns: howMany(200, 50_000) },
    );
  });

  /** In rows of so many columns, and perhaps an empty one for the cursor. */
  function shownAs(text: string, columns: number): RegExp {
    const rows = text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? [];
    const quoted = rows.map((row) => row.trimEnd().replaceAll(/[-#]/g, '\\$&'));
    return new RegExp(`^${quoted.join('\n')}\n?$`);
  }

  type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

  function apply(each: Edit, editor: LineEditor): string {
    if (typeof each === 'string') return editor[each]();
    if ('insert' in each) return editor.insert(each.insert, 1_000);
    if ('move' in each) return editor.moveBy(each.move);
    return editor.replace(each.replace);
  }

  interface Line {
    readonly text: string;
    readonly cursor: number;
  }

  interface Edited {
    readonly screen: Screen;
    readonly editor: LineEditor;
  }

  /** @returns what was shown and, by the test's own reckoning, what was typed */
  function editOnScreen(
    columns: number,
    prompt: string,
    edits: readonly Edit[],
    look: (edited: Edited, line: Line) => void = () => undefined,
  ): Edited & { readonly line: Line } {
    const edited = { screen: new Screen(columns), editor: new LineEditor(prompt, () => columns) };
    edited.screen.write(prompt);
    let line: Line = { text: '', cursor: 0 };
    for (const each of edits) {
      edited.screen.write(apply(each, edited.editor));
      line = applyToText(each, line);
      look(edited, line);
    }
    return { ...edited, line };
  }

  /** The line with a mark where the cursor is. */
  function mark({ text, cursor }: Line): string {
    return `${text.slice(0, cursor)}#${text.slice(cursor)}`;
  }

  function applyToText(each: Edit, { text, cursor }: Line): Line {
    const [before, behind] = [text.slice(0, cursor), text.slice(cursor)];
    const left = (rest: string) => ({ text: rest + behind, cursor: rest.length });
    switch (each) {
      case 'removeBefore':
        return left(before.slice(0, -1));
      case 'removeAfter':
        return { text: before + behind.slice(1), cursor };
      case 'removeLine':
        return { text: '', cursor: 0 };
      case 'removeRest':
        return { text: before, cursor };
      case 'removeWord':
        return left(before.replace(/[^ ]* *$/, ''));
      default:
        if ('insert' in each) return left(before + each.insert);
        if ('replace' in each) return { text: each.replace, cursor: each.replace.length };
        return { text, cursor: Math.max(0, Math.min(cursor + each.move, text.length)) };
    }
  }

  it('goes by the width that the screen has got meanwhile', () => {
    let columns = 80;
    const editor = new LineEditor('>', () => columns);
    editor.insert('x'.repeat(60), 100);
    columns = 20;
    expect(editor.moveTo(0)).toBe('\x1b[3A\r\x1b[1C');
  });

  it('is drawn again with what stands on a character, when that is taken away', () => {
    const editor = new LineEditor('>', () => 80);
    editor.insert('ae\u0301', 9);
    expect(editor.removeBefore()).toBe('\r\x1b[2Ce\x1b[J');
    expect(editor.text).toBe('ae');
  });
});

describe('editing takes a time that grows with the line', () => {
  const typed = (size: number, columns = 80) => {
    const editor = new LineEditor('>', () => columns);
    for (let i = 0; i < size; i++) editor.insert('x', 1);
    return editor;
  };

  it('that is typed', () => {
    expectLinear((size) => () => void typed(size), 40_000);
  });

  it('that is taken back', () => {
    expectLinear(
      (size) => () => {
        const editor = typed(size);
        while (editor.length > 0) editor.removeBefore();
      },
      40_000,
    );
  });

  it('through which the cursor goes', () => {
    expectLinear(
      (size) => () => {
        const editor = typed(size);
        for (let i = 0; i < size; i++) editor.moveBy(-1);
        for (let i = 0; i < size; i++) editor.moveBy(1);
      },
      40_000,
    );
  });

  /** Of 30,000 characters, reading takes ten times that of 15,000, and from there on twice for twice as many. */
  const STEP = 200_000;

  it('that is pasted, at its end or into its middle', async () => {
    for (const start of ['', 'begin and end\x1b[D\x1b[D\x1b[D']) {
      await expectLinearWait(
        (size) => {
          const keys = `${start}${'ab\t'.repeat(size / 3)}\r`;
          return () => readTyped([keys]);
        },
        60_000,
        STEP,
      );
    }
  });

  it('that is pasted where a secret is asked for', async () => {
    await expectLinearWait(
      (size) => () => readTyped([`${'é'.repeat(size)}\r`], 'secret'),
      60_000,
      STEP,
    );
  });

  it('that comes over a pipe, a character at a time', async () => {
    await expectLinearWait((size) => {
      const pieces = Array.from({ length: size }, () => 'x');
      return () => new PipedLines(piecesOf([...pieces, '\n']), NOBODY).read('', 'command');
    }, 30_000);
  });

  it('and with the number of lines', async () => {
    await expectLinearWait((size) => {
      const text = 'getMValue 3\n'.repeat(size);
      return async () => {
        const lines = new PipedLines(piecesOf([text]), NOBODY);
        while ((await lines.read('', 'command')).kind === 'line');
      };
    }, 20_000);
  });
});

async function* piecesOf(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}

function readTyped(pieces: readonly string[], purpose: 'command' | 'secret' = 'command') {
  const terminal = { setRawMode: () => undefined, columns: 80 };
  return new TerminalLines(piecesOf(pieces), NOBODY, terminal).read('>', purpose);
}

describe('a line is bounded', () => {
  const long = 'x'.repeat(3 * LONGEST_LINE);

  it.each([
    ['typed', () => readTyped([long, '\r'])],
    ['typed as a secret', () => readTyped([long, '\r'], 'secret')],
    ['piped', () => new PipedLines(piecesOf([long, long, '\n']), NOBODY).read('', 'command')],
    ['piped without an end', () => new PipedLines(piecesOf([long]), NOBODY).read('', 'answer')],
  ])('where it is %s', async (_name, read) => {
    const reading = await read();
    expect(reading.kind === 'line' && reading.text.length).toBe(LONGEST_LINE + 1);
  });
});

describe('the history is bounded', () => {
  it('in its lines', () => {
    const history = new History();
    for (let i = 0; i < 5_000; i++) history.remember(`line ${i}`);
    expect(goBack(history)).toHaveLength(1_000);
    expect(goBack(history).at(0)).toBe('line 4999');
  });

  it('in its characters', () => {
    const history = new History();
    for (let i = 0; i < 40; i++) history.remember(`${i}`.padEnd(LONGEST_LINE, 'x'));
    expect(goBack(history).join('').length).toBeLessThanOrEqual(1 << 20);
    expect(goBack(history)).toHaveLength(16);
  });

  function goBack(history: History): readonly string[] {
    const walk = history.walk();
    const lines: string[] = [];
    for (let line = walk.step(-1, () => ''); line !== undefined; line = walk.step(-1, () => '')) {
      lines.push(line);
    }
    return lines;
  }
});

describe('keys', () => {
  it('behind the Escape key alone are what they are', () => {
    expect(takeKey('\x1b\x03')).toEqual({ length: 1 });
    expect(takeKey('\x1b\r')).toEqual({ length: 1 });
    expect(takeKey('\x1bx')).toEqual({ length: 2 });
    expect(takeKey('\x1b')).toBeUndefined();
  });

  it('never wait for the end of a sequence that has none', () => {
    expect(takeKey(`\x1b[${'1'.repeat(50)}`)).toBeUndefined();
    expect(takeKey(`\x1b[${'1'.repeat(100_000)}`)).toEqual({ length: 64 });
  });

  it('come together where they are text', () => {
    expect(takeKey('署名\x03')).toEqual({ key: { text: '署名' }, length: 2 });
    expect(takeKey('a\tb\0c\x7f')).toEqual({ key: { text: 'a bc' }, length: 5 });
    expect(takeKey('\0\x07a')).toEqual({ key: { text: 'a' }, length: 3 });
    expect(takeKey('\0\r')).toEqual({ length: 1 });
  });
});
