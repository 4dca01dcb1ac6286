import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOfficerFolder } from '../support/officer-folder.ts';

/**
 * Runs a command as src/cli/launch.ts does, and writes the names of the bundles that it loads, and of
 * those modules of Node that take long to load.
 */
const PROGRAM = `
  const { basename } = require('node:path');
  const [folder, list, ...words] = process.argv.slice(2);
  const loaded = [];
  const { createLoader } = require(folder + '/load-bundle.cjs');
  const load = createLoader(folder, {
    read: () => undefined,
    compiled: (filename) => loaded.push(basename(filename, '.cjs')),
  });
  const fs = require('node:fs');
  process.on('exit', () => {
    const known = /^NativeModule (child_process|crypto|net|os)$/;
    const builtin = process.moduleLoadList.map((name) => known.exec(name)?.[1]).filter(Boolean);
    fs.writeFileSync(list, JSON.stringify([...loaded, ...builtin.map((name) => 'node:' + name)]));
  });
  process.argv = [process.execPath, 'mofn', ...words];
  void load('./start.cjs').start();
`;

/** Each bundle is a file to read and to compile, before anything is done. */
describe('a start loads what its command needs', () => {
  let folder: string;
  let scratch: string;

  beforeAll(() => {
    folder = makeOfficerFolder();
    scratch = mkdtempSync(join(tmpdir(), 'mofn-starts-'));
    writeFileSync(join(scratch, 'program.cjs'), PROGRAM);
    load('hsm init cluster --officers 1');
    load(
      'approval new -t officer1.token officer1=officer1.token.sig1 officer2=officer1.token.sig2 -o written.txt',
    );
  });
  afterAll(() => {
    for (const path of [folder, scratch]) rmSync(path, { recursive: true, force: true });
  });

  function load(line: string): { status: number | null; loaded: readonly string[] } {
    const list = join(scratch, 'loaded.json');
    const { status } = spawnSync(
      process.execPath,
      [join(scratch, 'program.cjs'), resolve('dist/cli'), list, ...line.split(' ')],
      { cwd: folder, stdio: 'ignore' },
    );
    return { status, loaded: JSON.parse(readFileSync(list, 'utf8')) };
  }

  it.each([
    ['--version', []],
    ['--help', ['help']],
    ['approval lint --help', []],
    ['hsm cli --help', []],
    ['__complete zsh mofn approval', ['completion-answer-shell']],
    ['__complete zsh mofn sign officer1.token --', ['completion-answer-shell']],
    ['__complete zsh mofn approval status officer1', ['completion-answer-shell']],
    [
      'sign officer1.token --key officer1.key --out signed --quiet',
      ['commands-sign-run', 'node:crypto'],
    ],
    [
      'sign officer1.token --key officer1.key --out told',
      ['commands-sign-run', 'commands-sign-tell', 'node:crypto'],
    ],
    [
      'dgst -sha256 -sign officer1.key -out digested officer1.token',
      ['commands-dgst-run', 'node:crypto'],
    ],
    [
      'verify officer1.token -s officer1.token.sig1 -k officer1.pub',
      ['commands-verify-run', 'commands-verify-verdict', 'keys', 'node:crypto'],
    ],
    ['token show officer1.token', ['commands-token-show-run', 'common', 'node:crypto']],
    ['approval lint approval.txt', ['parser']],
    [
      'approval status written.txt --roster roster --required 2',
      // What mofn wrote is read without the parser.
      ['commands-approval-status-run', 'approval-sets', 'keys', 'content', 'node:crypto'],
    ],
    ['approval fmt approval.txt', ['commands-approval-fmt-run', 'common', 'device', 'parser']],
    ['key show officer1.pub', ['commands-key-show-run', 'common', 'keys', 'node:crypto']],
    ['hsm console --hsm cluster', ['forge', 'hsm', 'hsm-requests', 'mgmt-util', 'node:crypto']],
    ['hsm cli --hsm cluster -- user list', ['cloudhsm-cli', 'hsm', 'node:crypto']],
    [
      'hsm show --hsm cluster',
      [
        'commands-hsm-show-run',
        'forge',
        'common',
        'hsm',
        'hsm-keeping',
        'hsm-requests',
        'outputs',
        'node:crypto',
      ],
    ],
  ])('%s', (line, bundles) => {
    const { status, loaded } = load(line);
    expect({ status, loaded: [...loaded].sort() }).toEqual({
      status: 0,
      loaded: [...bundles, 'start'].sort(),
    });
  });
});
