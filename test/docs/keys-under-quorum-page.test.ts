import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { IS_LONG } from '../support/how-many.ts';
import { requireProgram } from '../support/requirements.ts';

const PAGE = readFileSync(new URL('../../docs/keys-under-quorum.md', import.meta.url), 'utf8');
const FENCED = [...PAGE.matchAll(/^```(\w*)\n(.*?)^```$/gms)];
const blocksOf = (language: string): readonly string[] =>
  FENCED.flatMap(([, marked, block = '']) => (marked === language ? [block] : []));

const BLOCKS = blocksOf('sh');

/** What the page shows of answers, line by line. */
const SHOWN = blocksOf('').flatMap((block) => block.trim().split('\n'));

/** The table of attributes. */
const ATTRIBUTES = [...PAGE.matchAll(/^\| `([a-z-]+)` \| `([^`]+)` \|/gm)].map(
  ([, name = '', value = '']) => `"${name}": ${value}`,
);

const openssl = requireProgram('openssl');

it('docs/keys-under-quorum.md shows and checks what it says', () => {
  expect(BLOCKS.length).toBeGreaterThan(10);
  expect(SHOWN.length).toBeGreaterThan(5);
  expect(ATTRIBUTES.length).toBeGreaterThan(15);
});

// Each line of the page is a process or two: it is followed in the long version, and by CI.
if (IS_LONG) {
  it.skipIf(!openssl.has)(
    `docs/keys-under-quorum.md: its commands lead to a certificate that verifies ${openssl.label}`,
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'mofn-keys-page-'));
      try {
        const printed = execFileSync(
          'bash',
          ['-euo', 'pipefail', '-c', `exec 2>&1\n${BLOCKS.join('')}`],
          {
            cwd: folder,
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'pipe'],
            env: {
              ...process.env,
              PATH: `${resolve('bin')}${delimiter}${process.env['PATH'] ?? ''}`,
            },
          },
        );
        let at = 0;
        for (const line of SHOWN) {
          at = printed.indexOf(line, at);
          expect(at, line).toBeGreaterThan(-1);
        }
        const [, listed = ''] = printed.split('"matched_keys"');
        for (const attribute of ATTRIBUTES) expect(listed).toContain(attribute);
        const [, checkValue = ''] = /"check-value": "0x([0-9a-f]{6})"/.exec(listed) ?? [];
        expect(printed).toMatch(new RegExp(`\\(stdin\\)= ${checkValue}[0-9a-f]{34}$`, 'm'));
        const [, fingerprint = ''] = /\(stdin\)= ([0-9a-f]{64})$/m.exec(printed) ?? [];
        expect(printed).toContain(`SHA-256 of its public key ${fingerprint}\n`);
        const [, digest = ''] = /^([0-9a-f]{64}) {2}tbs\.der$/m.exec(printed) ?? [];
        expect(printed).toContain(`data       SHA-256 ${digest}, `);
        expect(printed).toContain('asks for 2 approvals of a token of service key-usage');
        expect(printed.split('"username": "ca4"').length).toBeGreaterThan(2);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
}
