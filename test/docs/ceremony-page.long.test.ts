import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEntry } from '../../src/ceremony/record/entry-schema.ts';
import { readRecord } from '../../src/ceremony/record/read-record.ts';
import { readScript } from '../../src/ceremony/script/read-script.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';

const PAGE = readFileSync('docs/ceremony.md', 'utf8');

/** What stands in a block, by what stands behind its fence. */
function block(info: string): string {
  const [, text] = new RegExp(`^\`\`\`${info}\\n(.*?)^\`\`\`$`, 'ms').exec(PAGE) ?? [];
  if (text === undefined) throw new Error(`no block ${info}`);
  return text;
}

describe('docs/ceremony.md', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-examples-'));
    cpSync('examples', folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const sh = (commands: string, cwd: string): string =>
    execFileSync('sh', ['-euc', commands], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${resolve('bin')}${delimiter}${process.env['PATH'] ?? ''}` },
    });

  it('rehearses the example, in which each step is done', () => {
    const printed = sh(block('sh rehearse'), folder);
    expect(printed).toContain('13 of 13 steps');
    const { entries } = readRecord(
      readFileSync(join(folder, 'rehearsed/record.jsonl')),
      nodeCrypto,
    );
    const done = entries.filter(({ event }) => event.kind === 'done');
    expect(done).toHaveLength(13);
    expect(entries.at(-1)?.event).toEqual({ kind: 'closed', isComplete: true });
    // The policy that was gone by is the one that lies there, with the keys of the rehearsal.
    const policy = readFileSync(join(folder, 'rehearsed/create-officer-policy.toml'));
    const digest = createHash('sha256').update(policy).digest('hex');
    expect(entries[0]?.event).toMatchObject({ kind: 'opened', policy: digest, isRehearsal: true });
    expect(readFileSync(join(folder, 'create-officer.html'), 'utf8')).toContain('<!doctype html>');
  }, 120_000);

  it('removes a user on the classic console, and the evidence of it is sound', () => {
    const printed = sh(block('sh classic'), folder);
    expect(printed).toContain('10 of 10 steps');
    expect(printed).toMatch(/^request .*: user delete .*policy met, done$/m);
    expect(printed).toMatch(/^token .*: spent, 2 of 2 approvals right, policy met$/m);
    expect(printed).toMatch(/^done .*: deleteUser CU mallory, covered by /m);
    expect(printed).toMatch(/^user mallory removed: crypto-user$/m);
    expect(printed).toMatch(/^sound: /m);
  }, 120_000);

  it('adds bob and nothing else, by two approvals that the audit finds', () => {
    const read = (file: string): string => readFileSync(join(folder, 'rehearsed', file), 'utf8');
    const usersOf = (file: string): readonly string[] => [
      ...new Set(read(file).match(/(?<="username": ")\w+/g)),
    ];
    const before = usersOf('before/users.json');
    expect(usersOf('after/users.json').filter((user) => !before.includes(user))).toEqual(['bob']);
    expect(read('after/quorum-values.json')).toBe(read('before/quorum-values.json'));
    expect(read('status.txt')).toContain('it is met');
    const [, since = ''] = /"at":"([^"]*)"/.exec(read('record.jsonl')) ?? [];
    const audited = sh(
      `mofn audit --log logs/hsm-0.log --log logs/hsm-1.log --request bob.request.json \
       --policy create-officer-policy.toml --set bob.token.json --from ${since}`,
      join(folder, 'rehearsed'),
    );
    expect(audited).toContain('yes: 1 guarded operation in 2 logs');
  });

  it('shows a chain that sha256sum can follow', () => {
    const [digest = '', second = ''] = sh(block('sh chain'), join(folder, 'rehearsed')).split('\n');
    expect(second).toContain(`"previous":"${digest.slice(0, 64)}"`);
  });

  it('has an example that is sound', () => {
    const { diagnostics } = readScript(new TextEncoder().encode(block('toml example')), {
      sha256: nodeCrypto.sha256,
      openPolicy: () => [{ id: 'ada', name: 'Ada Lovelace' }],
    });
    expect(diagnostics).toEqual([]);
  });

  it('shows a line as records have them', () => {
    expect(readEntry(JSON.parse(block('json record'))).entry?.event.kind).toBe('done');
  });

  it('has every answer in its table', () => {
    for (const word of ['done', 'deviate', 'skip', 'repeat', 'remark', 'show', 'pause', 'stop']) {
      expect(PAGE).toContain(`| \`${word}\` |`);
    }
  });
});
