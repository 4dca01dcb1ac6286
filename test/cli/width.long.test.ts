import { describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { renderHelpPages } from '../../src/cli/help.ts';
import { wrapText } from '../../src/cli/output/text-width.ts';
import { howMany, sample } from '../support/how-many.ts';
import { runCommand } from '../support/run-command.ts';

const widest = (text: string): number =>
  Math.max(...text.split('\n').map((line) => [...line].length));

/** A text without what breaks its lines. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('help', () => {
  it.each(sample([72, 120, 80], howMany(1, 3)))(
    'fits %d columns, broken between words',
    async (columns) => {
      const pages = await renderHelpPages(DEFINITIONS, columns);
      for (const definition of DEFINITIONS) {
        const page = pages[definition.path];
        if (page === undefined) continue;
        expect(widest(page), definition.path).toBeLessThanOrEqual(columns);
        const { summary, description = '' } = definition;
        for (const text of [summary, description]) expect(flat(page)).toContain(flat(text).trim());
        const told = [...Object.values(definition.options), ...definition.positionals];
        const words = told.flatMap(({ describe }) => describe.split(/\s+/));
        const oneLine = flat(page);
        expect(
          words.filter((word) => !oneLine.includes(word)),
          definition.path,
        ).toEqual([]);
      }
      for (const page of Object.values(pages)) expect(widest(page)).toBeLessThanOrEqual(columns);
    },
  );

  it('is as wide as COLUMNS says, else the terminal, else 80', async () => {
    const terminals = { stdout: true };
    const widthOf = async (options: object): Promise<number> =>
      widest((await runCommand(['sign', '--help'], options)).stdout);
    expect(await widthOf({ env: { COLUMNS: '60' }, terminals, columns: 100 })).toBe(60);
    expect(await widthOf({ terminals, columns: 100 })).toBe(100);
    expect(await widthOf({ columns: 100 })).toBe(80);
    expect(await widthOf({ env: { COLUMNS: 'wide' } })).toBe(80);
  });
});

describe('messages', () => {
  const words = ['sign', 'missing.token', 'other.token', '--key', 'officer1.key'];
  const run = (options: object) => runCommand(words, options);

  it('fit the terminal, broken between words', async () => {
    const { stderr } = await run({
      terminals: { stderr: true },
      columns: 50,
      env: { NO_COLOR: '1' },
    });
    expect(stderr).toMatch(/^error: .*\n {2}\S/);
    expect(widest(stderr)).toBeLessThanOrEqual(50);
    const whole = await run({});
    expect(whole.stderr).toMatch(/^error: .*\nhint: .*\n$/);
    expect(flat(stderr)).toBe(flat(whole.stderr));
    expect((await run({ env: { COLUMNS: '50' } })).stderr).toBe(stderr);
  });

  it('never break a command, nor what stands in quotes', async () => {
    const typo = await runCommand(['sgin'], { env: { COLUMNS: '40' } });
    expect(typo.stderr).toContain('did you mean "sign"?\n  mofn --help lists them\n');
    const below = await runCommand(['sign', 't', '--key', 'k', '-o', 'none/x'], {
      env: { COLUMNS: '40' },
    });
    expect(widest(below.stderr)).toBeLessThanOrEqual(40);
    for (const [hint, lines] of [
      ['put one into it: ssh-add ~/a', ['put one into it:', '  ssh-add ~/a']],
      ['so: ulimit -n 1024', ['so:', '  ulimit -n 1024']],
      ['say "ls a" of it then', ['say "ls a" of it', '  then']],
    ] as const) {
      expect(wrapText(hint, 16, { hasCommands: true })).toEqual(lines);
    }
    expect(wrapText('say "ls -l a b c" then', 12)).toEqual(['say', '  "ls -l a b c"', '  then']);
  });
});
