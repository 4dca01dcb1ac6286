import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConsoleFiles } from '../../src/node/console-files.ts';
import { everythingGoes, fakeCluster } from './fake-cluster.ts';
import { runPiped, runTyped } from './run-console.ts';

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
