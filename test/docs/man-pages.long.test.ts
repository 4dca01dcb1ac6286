import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePages } from '../../scripts/man/pages.ts';
import { defineCommand } from '../../src/cli/command.ts';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { requireProgram } from '../support/requirements.ts';

const DOCS = {
  approvalFile: readFileSync('docs/approval-file.md', 'utf8'),
  device: readFileSync('docs/device.md', 'utf8'),
  token: readFileSync('docs/token.md', 'utf8'),
};
const DATE = 'November 29, 2026';
const PAGES = makePages(DOCS, DATE);

/** What a formatter takes for its own, unless it is told otherwise. */
const HOSTILE = [
  `.Sh "at the beginning" \\fBbold\\fR \\n(.x -dash --two-- Ar Fl "quoted" 'single' \`back\`. `,
  `.second, ^caret ~tilde \\ backslash. 'third begins so; ü → … ‘’ – end`,
].join('');

const HOSTILE_COMMAND = defineCommand({
  path: 'hostile',
  summary: 'a command',
  description: HOSTILE,
  positionals: [{ name: 'Ar', describe: HOSTILE, completes: 'text' }],
  options: { 'a-b': { describe: HOSTILE, completes: 'text', alias: 'x' } },
  examples: [
    {
      command: `.printf '\\n' "-" \`a\` ~/x ^ | mofn --a-b 'it''s' -`,
      describe: 'begins with a dot',
    },
    { command: "'quoted' first", describe: 'begins with a quote' },
  ],
});

/** Bold and underlined, as a typewriter has them. */
const BACKSPACE = '\b';
const OVERSTRUCK = new RegExp(`.${BACKSPACE}`, 'gu');

const mandoc = requireProgram('mandoc');

describe('the manual', () => {
  it('has a page for each command, both consoles and both kinds of files', () => {
    expect([...PAGES.keys()].sort()).toEqual(
      [
        'mofn.1',
        ...DEFINITIONS.map(({ path }) => `mofn-${path.replaceAll(' ', '-')}.1`),
        'cloudhsm_mgmt_util.1',
        'cloudhsm-cli.1',
        'mofn-approval-file.5',
        'mofn-token.5',
      ].sort(),
    );
  });

  it('is named in package.json, by which npm installs it', () => {
    const { man } = JSON.parse(readFileSync('package.json', 'utf8')) as { man: readonly string[] };
    expect([...man].sort()).toEqual([...PAGES.keys()].map((name) => `./man/${name}`).sort());
  });

  it('refers to pages that there are', () => {
    for (const [name, text] of PAGES) {
      for (const [, page, section] of text.matchAll(/^\.(?:It )?Xr (\S+) (\d)/gm)) {
        expect([...PAGES.keys()], name).toContain(`${page}.${section}`);
      }
    }
  });
});

describe.skipIf(!mandoc.has)(`as mandoc reads it ${mandoc.label}`, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'man-'));
    for (const [name, text] of PAGES) writeFileSync(join(folder, name), text);
    const hostile = makePages(DOCS, DATE, [HOSTILE_COMMAND]).get('mofn-hostile.1');
    writeFileSync(join(folder, 'mofn-hostile.1'), hostile ?? '');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** What a reader sees, in lines that are never broken. */
  function show(name: string): string {
    const words = ['-Tutf8', '-O', 'width=900', name];
    const { stdout } = spawnSync('mandoc', words, { cwd: folder, encoding: 'utf8' });
    return stdout.replaceAll(OVERSTRUCK, '').replaceAll(/\s+/g, ' ');
  }

  it('nothing is wrong with it, down to style', () => {
    const names = [...PAGES.keys(), 'mofn-hostile.1'];
    const { stdout, stderr } = spawnSync('mandoc', ['-Tlint', ...names], {
      cwd: folder,
      encoding: 'utf8',
    });
    const said = stdout.split('\n').filter((line) => line !== '');
    // They are not installed; a test above looks for them.
    expect(said.filter((line) => !line.includes('referenced manual not found'))).toEqual([]);
    expect(stderr).toBe('');
  });

  it('each page shows its options, examples and exit codes as they are', () => {
    for (const { path, options, positionals, examples, raw } of DEFINITIONS) {
      const shown = show(`mofn-${path.replaceAll(' ', '-')}.1`);
      for (const name of Object.keys(options)) expect(shown).toContain(` --${name}`);
      for (const { name } of positionals) expect(shown).toContain(name);
      for (const { command } of examples) expect(shown).toContain(` ${command} `);
      if (raw !== true)
        expect(shown).toContain(` ${EXIT_CODES.usage.code} ${EXIT_CODES.usage.meaning}`);
    }
  });

  it('nothing of a text acts on the formatter', () => {
    const shown = show('mofn-hostile.1');
    const text = HOSTILE.replace('`back`', '‘back’').replaceAll('…', '...');
    expect(shown.split(text.replaceAll(/\. +/g, '. ')).length - 1).toBe(3);
    for (const { command } of HOSTILE_COMMAND.examples) expect(shown).toContain(` ${command} `);
    expect(shown).toContain('-x, --a-b a-b');
  });
});
