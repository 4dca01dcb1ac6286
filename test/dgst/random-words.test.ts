import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { howOften } from '../support/how-many.ts';
import { requireOpenssl30 } from '../support/openssl/answers.ts';
import { makeFixtures, PASSPHRASE } from '../support/openssl/fixtures.ts';
import { type Outcome, runMofn, runOpenssl } from './run-case.ts';

const openssl = requireOpenssl30();
/** Command lines to try. */
const RUNS = Number(process.env['MOFN_WORDS'] ?? howOften(20, 200));

/** Words that come alone. Options that docs/openssl.md names are left out. */
const FLAGS = [
  ...['-c', '-r', '-hex', '-binary', '-engine_impl', '-sha1', '-sha512', '-shake128', '-md5'],
  ...['--sha256', '-RSA-SHA256', '-foo', '-', '--', '-c=', '-md4', '-fips-fingerprint'],
];

/** Words that come with one of these behind them. Files are wrong as often as they are right. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  '-sign': ['rsa.key', 'new.key', 'rsa.der', 'msg', 'nothing', 'rsa.pub', 'ed.key', 'rsa512.key'],
  '-verify': ['rsa.pub', 'other.pub', 'pkcs1.pub', 'rsa.key', 'nothing', 'ec.pub'],
  '-prverify': ['rsa.key', 'rsa.pub'],
  '-signature': ['sig', 'sig.sha1', 'sig.long', 'sig.short', 'empty', 'nothing', 'sig.ec', 'dir'],
  '-passin': [`pass:${PASSPHRASE}`, 'pass:wrong', 'file:pw', 'stdin', 'env:NOT_THERE', 'foo'],
  '-keyform': ['PEM', 'DER', 'p12', 'foo', 'engine'],
  '-sigopt': ['rsa_padding_mode:pkcs1', 'rsa_padding_mode:foo', 'rsa_pss_saltlen:0', 'foo'],
  '-xoflen': ['5', '0', 'x'],
  '-hmac': ['key', ''],
  '-mac': ['HMAC', 'hmac'],
  '-macopt': ['key:key', 'hexkey:6b', 'key:', 'foo'],
  '-propquery': ['provider=default', '?fips=yes'],
  '-out': ['out', 'nowhere/out', '-'],
  '-rand': ['msg', 'nothing'],
  '-engine': ['nothing'],
  '-provider': ['default', 'nothing'],
};

const option = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...FLAGS).map((flag) => [flag]) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...Object.keys(VALUES))
      .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...(VALUES[name] ?? []))))
      .chain(([name, value]) => fc.constantFrom([name, value], [`-${name}=${value}`])),
  },
);
const files = fc.array(fc.constantFrom('msg', 'm2', 'big', 'empty', 'nothing', 'dir', '-', '-c'), {
  maxLength: 2,
});
const commandLine = fc.record({
  args: fc
    .tuple(fc.array(option, { maxLength: 6 }), files)
    .map(([options, rest]) => [...options.flat(), ...rest]),
  stdin: fc.constantFrom('', 'hello\n', `${PASSPHRASE}\nhello\n`),
  prompts: fc.constant(false),
});

describe.skipIf(!openssl.has)(`random command lines of dgst ${openssl.label}`, () => {
  let fixtures: string;

  beforeAll(() => {
    fixtures = makeFixtures();
  });
  afterAll(() => rmSync(fixtures, { recursive: true, force: true }));

  test('both tools answer the same', async () => {
    await fc.assert(
      fc.asyncProperty(commandLine, async (one) => {
        const theirs = await runOpenssl(one, fixtures);
        // A prompt belongs to the tests with a terminal.
        fc.pre(!theirs.stderr.startsWith('Enter pass phrase'));
        const ours = await runMofn(one, fixtures);
        expect(comparable(ours)).toEqual(comparable(theirs));
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});

function comparable({ code, stdout, stderr, files }: Outcome): unknown {
  return { code, stdout: stdout.toString('latin1'), stderr, files };
}
