import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { RULES } from '../../src/hsm/cluster/doctor/all-rules.ts';
import { formatOpcode, OPCODES } from '../../src/words/opcodes.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { runCommand } from '../support/run-command.ts';

const page = readFileSync('docs/emulator.md', 'utf8');

describe('docs/emulator.md', () => {
  it('shows a seed file that makes a cluster', async () => {
    const [, seed = ''] = /^```yaml\n(.*?)^```/ms.exec(page) ?? [];
    const folder = makeOfficerFolder();
    try {
      writeFileSync(path.join(folder, 'seed.yaml'), seed);
      const init = await runCommand(['hsm', 'init', 'dev', '--from', 'seed.yaml'], { cwd: folder });
      expect(init).toMatchObject({ code: 0, stdout: '' });
      const show = await runCommand(['hsm', 'show', '--hsm', 'dev', '--json'], { cwd: folder });
      expect(JSON.parse(show.stdout)).toMatchObject({
        clock: { kind: 'standing', now: '2026-01-01T12:00:00.000Z' },
        faults: ['slow server=0 ms=20'],
        servers: [{ name: '10.0.0.1', mValues: { userManagement: 2 } }, { name: 'two' }],
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has every finding of the doctor, with its severity', () => {
    const rows = [
      ...page.matchAll(/^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \| (error|advice) \|/gm),
    ].flatMap(([, codes = '', severity = '']) =>
      codes.split(', ').map((code) => [code.replaceAll('`', ''), severity]),
    );
    const rules = RULES.map(({ code, severity }) => [code, severity]);
    expect(rows.sort()).toEqual(rules.sort());
  });

  it('has every opcode of the audit log, and whether it is documented', () => {
    const rows = [...page.matchAll(/^\| `(CN_[^`]*)` \| .* \| (documented|chosen) \|$/gm)];
    const opcodes = Object.values(OPCODES).map((opcode) => [formatOpcode(opcode), opcode.source]);
    expect(rows.map(([, opcode, source]) => [opcode, source])).toEqual(opcodes);
  });

  it('shows commands that do what it says', async () => {
    const commands = [...page.matchAll(/`mofn hsm (fault|clock|log|logout) ([^`]*)`/g)]
      .map(([, command = '', words = '']) => [command, words] as const)
      .filter(([, words]) => !/HASH|TIME|…/.test(words));
    expect(commands.length).toBeGreaterThan(1);
    const folder = mkdtempSync(path.join(tmpdir(), 'mofn-page-'));
    try {
      await runCommand(['hsm', 'init', 'dev', '--officers', '2'], { cwd: folder });
      for (const [command, words] of commands) {
        const argv = ['hsm', command, ...words.split(' '), '--hsm', 'dev'];
        expect([argv, (await runCommand(argv, { cwd: folder })).code]).toEqual([argv, 0]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
