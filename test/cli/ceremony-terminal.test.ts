import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecord } from '../../src/ceremony/record/read-record.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { ConsolePty } from '../support/console-pty.ts';
import { requireProgram } from '../support/requirements.ts';
import { ceremonyScript } from '../support/small-ceremony.ts';

const expectProgram = requireProgram('expect');

/** A ceremony on a real terminal, with the installed program. */
describe('mofn ceremony run on a terminal', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-ceremony-'));
    writeFileSync(join(folder, 'c.toml'), ceremonyScript());
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = (): ConsolePty =>
    new ConsolePty({
      program: 'mofn',
      args: ['ceremony', 'run', 'c.toml', '--dir', 'd'],
      cwd: folder,
    });

  const kinds = (): readonly string[] =>
    readRecord(readFileSync(join(folder, 'd/record.jsonl')), nodeCrypto).entries.map(
      ({ event }) => event.kind,
    );

  it('goes on after it was killed, and after Ctrl-C, without losing a line', async () => {
    const first = start();
    await first.waitFor('Step 1 of 2');
    await first.waitFor('stop? ');
    writeFileSync(join(folder, 'd/list.txt'), 'bob\n');
    first.type('done\r');
    await first.waitFor('initials of Ada Lovelace: ');
    first.type('AL\r');
    await first.waitFor('remark (Enter for none): ');
    first.type('\r');
    await first.waitFor('Step 2 of 2');
    process.kill(first.pid, 'SIGKILL');
    await first.waitForExit();
    expect(kinds()).toEqual(['opened', 'done']);

    const second = start();
    await second.waitFor('Step 2 of 2');
    await second.waitFor('stop? ');
    second.type('don\x7fne\r');
    await second.waitFor('initials of Ada Lovelace: ');
    second.type('AL\x03');
    expect((await second.waitForExit()).printed).toContain('go on with: mofn ceremony run');
    expect(kinds()).toEqual(['opened', 'done', 'resumed']);

    const third = start();
    await third.waitFor('Step 2 of 2');
    await third.waitFor('stop? ');
    third.type('done\r');
    for (const initials of ['AL', 'WW']) {
      await third.waitFor('initials of ');
      third.type(`${initials}\r`);
    }
    await third.waitFor('remark (Enter for none): ');
    third.type('\r');
    await third.waitFor('close, repeat');
    third.type('close\r');
    await third.waitFor('yes, no? ');
    third.type('yes\r');
    expect(await third.waitForExit()).toMatchObject({ code: 0 });
    expect(kinds()).toEqual(['opened', 'done', 'resumed', 'resumed', 'done', 'closed']);
  });

  it.skipIf(!expectProgram.has)(`is led through by expect ${expectProgram.label}`, () => {
    const script = `
      set timeout 60
      spawn ${process.execPath} ${resolve('bin/mofn')} ceremony run c.toml --dir d
      expect "stop? " { send "skip\\r" }
      expect "why is it skipped: " { send "no printer\\r" }
      expect "accepted by (ada, walter): " { send "walter\\r" }
      expect "Step 2 of 2"
      expect "stop? " { send "done\\r" }
      expect "initials of Ada Lovelace: " { send "AL\\r" }
      expect "initials of Walter Witness: " { send "WW\\r" }
      expect "remark (Enter for none): " { send "\\r" }
      expect "close, repeat" { send "close\\r" }
      expect "yes, no? " { send "yes\\r" }
      expect "The ceremony is over." {}
      expect eof
      lassign [wait] pid id system code
      exit $code`;
    execFileSync('expect', ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect(kinds()).toEqual(['opened', 'skipped', 'done', 'closed']);
  });
});
