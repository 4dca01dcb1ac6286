import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Console } from '../../src/mgmt-util/console.ts';
import type { ConsoleFiles } from '../../src/node/console-files.ts';
import { LONGEST_LINE } from '../../src/terminal/line-reader.ts';
import { everythingGoes, type FakeCluster, fakeCluster } from './fake-cluster.ts';
import { piecesOf, runPiped, runTyped } from './run-console.ts';

const WORDS = [
  'quit',
  'listUsers',
  'createUser CU bob password',
  'y',
  'n',
  'help',
  'server 1',
  'exit',
  'getToken 3 bob /',
  'approveToken /',
  'loginHSM CO bob -hpswd',
  '\r',
  '\n',
  '\x1b[A',
  '\x1b[',
  '\x03',
  '\x04',
  '\x7f',
  '\x15',
  '\u202e',
  'é',
  '世',
];
/** Nothing that is typed here may reach the machine's own files. */
const files: ConsoleFiles = { open: () => undefined, empty: () => undefined };

const anyInput = fc.array(
  fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 8 })),
  {
    maxLength: 40,
  },
);

// What editing writes, and nothing else: erase to the end of the screen, move, clear for Ctrl-L.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what it looks for
const EDITING = /\x1b\[(?:J|H|2J|\d+[AC])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSAFE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('whatever is sent to it', () => {
  it('the console ends with its farewell, and no raw control character', async () => {
    await fc.assert(
      fc.asyncProperty(anyInput, async (pieces) => {
        const printed = await runPiped(fakeCluster(everythingGoes), pieces.join(''), { files });
        expect(printed.endsWith('disconnecting from servers, please wait...\n')).toBe(true);
        expect(printed).not.toMatch(UNSAFE);
      }),
      { numRuns: 300 },
    );
  });

  it('so it does on a terminal, but for what editing writes', async () => {
    await fc.assert(
      fc.asyncProperty(anyInput, fc.integer({ min: 1, max: 100 }), async (pieces, columns) => {
        const printed = await runTyped(fakeCluster(everythingGoes), pieces, { columns, files });
        expect(printed.endsWith('disconnecting from servers, please wait...\n')).toBe(true);
        expect(printed.replace(EDITING, '')).not.toMatch(UNSAFE);
      }),
      { numRuns: 300 },
    );
  });

  it('it does not matter in which pieces bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(anyInput, async (pieces) => {
        const typed = Buffer.from(pieces.join(''));
        const bytewise = Array.from(typed, (_byte, at) => typed.subarray(at, at + 1));
        const whole = fakeCluster(everythingGoes);
        const split = fakeCluster(everythingGoes);
        await runTyped(whole, [typed], { files });
        await runTyped(split, bytewise, { files });
        expect(split.requests).toEqual(whole.requests);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a line that is too long', () => {
  const line = `listUsers${' '.repeat(LONGEST_LINE)}quit`;

  it.each([
    ['over a pipe', (cluster: FakeCluster) => runPiped(cluster, `${line}\ngetMValue 3\n`)],
    ['at a terminal', (cluster: FakeCluster) => runTyped(cluster, [line, '\rgetMValue 3\r'])],
  ])('runs no piece of a line that is too long: %s', async (_name, run) => {
    const cluster = fakeCluster(everythingGoes, { servers: 1 });
    expect(await run(cluster)).toContain('Line too long\n');
    expect(cluster.asked).toEqual(['getMValue@0']);
  });

  it('is refused by execute() too, and one just as long as may be is not', async () => {
    const cluster = fakeCluster(everythingGoes, { servers: 1 });
    const output = { write: () => undefined };
    const console = new Console({ cluster, input: piecesOf(), output });
    expect(await console.execute(line)).toBe('refused');
    expect(await console.execute('getMValue 3'.padEnd(LONGEST_LINE))).toBe('done');
    await console.close();
    expect(cluster.asked).toEqual(['getMValue@0']);
  });

  it('is not shown whole where a word of it is no command', async () => {
    const printed = await runPiped(fakeCluster(everythingGoes), `${'x'.repeat(60_000)}\n`);
    expect(printed).toContain(`Unknown command: ${'x'.repeat(80)}…, type 'help'`);
  });
});
