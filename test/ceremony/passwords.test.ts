import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsPassword } from '../../src/ceremony/passwords/holds-password.ts';
import { findRecordPasswords } from '../../src/ceremony/passwords/in-record.ts';
import { lintScript } from '../../src/ceremony/script/lint-script.ts';
import { gatherPieces } from '../../src/evidence/gather/gather-pieces.ts';
import { isFailure } from '../../src/failure.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { GOOD, read } from './script/scripts.ts';

/** Texts with a password in them. */
const WITH = [
  'loginHSM CO officer1 rainbow7',
  'echo loginHSM CO officer1 secretpw1 | cloudhsm_mgmt_util cluster.cfg',
  'Ada typed loginHSM CO officer1 hunter22x aloud',
  "printf 'createUser CU bob rainbow7\\n' | cloudhsm_mgmt_util cluster.cfg",
  'aws-cloudhsm>changePswd CO officer1 rainbow7',
  'then `loginHSM CO officer1 rainbow7`',
  'loginHSM\tCO officer1  rainbow7',
  'loginHSM CO $NAME rainbow7',
  'loginHSM CO officer1 \\\n  rainbow7',
  'cloudhsm-cli login --username admin --role admin --password rainbow7',
  "cloudhsm-cli login --password='rainbow7'",
  'cloudhsm-cli login --password \\\n  rainbow7',
  'cloudhsm-cli user change-password --new-password "rainbow7"',
  'pkcs11-tool --pin officer1:rainbow7',
  'CLOUDHSM_PIN=officer1:rainbow7 cloudhsm-cli user list',
  'export CLOUDHSM_PIN=$USER:rainbow7',
  'openssl rsa -passin pass:rainbow7',
  '{"user": "officer1", "password": "rainbow7"}',
  '{"pin":"mypin77"}',
];

/** Texts with none: what stands there is asked for, comes out of a variable, or is to be filled in. */
const WITHOUT = [
  'loginHSM CO officer1',
  'loginHSM CO officer1 $PASSWORD',
  'loginHSM CO officer1 "$PASSWORD"',
  'loginHSM CO officer1 <password>',
  'loginHSM CO officer1 ***',
  'loginHSM CO officer1 PASSWORD',
  'loginHSM CO officer1 ...',
  'loginHSM CO officer1 …',
  'loginHSM CO officer1 -hpswd',
  'loginHSM CO officer1 | tee log.txt',
  'loginHSM CO officer1\nlistUsers',
  'the request is for createUser CU bob and nothing else',
  'Ada types createUser CU bob, and Bob his password',
  '{"operation":"createUser CU bob","reason":"a new user"}',
  'cloudhsm-cli login --password',
  'cloudhsm-cli login --password "$PASSWORD"',
  'cloudhsm-cli login --password $(cat pin)',
  `cloudhsm-cli login --password ${'$'}{PASSWORD}`,
  'cloudhsm-cli login --password <password>',
  'cloudhsm-cli login --password ***',
  'Ada leaves --password out, and is asked for it',
  'CLOUDHSM_PIN=$PIN cloudhsm-cli user list',
  'CLOUDHSM_PIN=officer1:$PASSWORD cloudhsm-cli user list',
  'CLOUDHSM_PIN="$USER:$PASSWORD" cloudhsm-cli user list',
  'openssl rsa -passin env:PIN',
  'openssl rsa -passin pass:$PIN',
  '{"password": "***"}',
];

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Of an entry the texts only are looked at. */
const recordWith = (remark: string): Uint8Array =>
  encode(`{"number":0}\n${JSON.stringify({ event: { remark } })}\n`);

/** @returns the places that lint calls errors */
function lint(toml: string): readonly string[] {
  const { script, diagnostics } = read(toml);
  if (script === undefined) throw new Error(JSON.stringify(diagnostics));
  return lintScript(script, encode(toml)).flatMap(({ code, values, severity }) =>
    code === 'password-in-script' && severity === 'error' && 'path' in values ? [values.path] : [],
  );
}

/** @returns where evidence found a password; nothing where it was made */
function refusalOf(toml: string): string | null | undefined {
  const files = [{ path: 'ceremony.toml', bytes: encode(toml), from: 'folder' as const }];
  try {
    const { pieces } = gatherPieces(files, { saidSpent: [], hasRoster: false }, nodeCrypto);
    expect(pieces.map(({ kind }) => kind)).toEqual(['script']);
    return undefined;
  } catch (error) {
    if (!isFailure(error) || error.code !== 'evidence-secret') throw error;
    return 'at' in error.values ? String(error.values.at) : null;
  }
}

/** JSON's strings without their escapes of slashes are basic strings of TOML. */
const quote = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007F');

const withCommand = (command: string): string =>
  GOOD.replace(/^run.*/m, () => `run = ${quote(command)}`);
const withStatement = (text: string): string =>
  GOOD.replace(/^confirm.*/m, () => `confirm = ${quote(text)}`);

describe('lint, the prompt for remarks, and evidence agree', () => {
  it.each(WITH)('of a password in: %s', (text) => {
    expect(holdsPassword(text)).toBe(true);
    expect(findRecordPasswords(recordWith(text))).toEqual([2]);
    expect(lint(withCommand(text))).toEqual(['steps[0].run']);
    expect(refusalOf(withCommand(text))).toBe('steps[0].run');
    expect(lint(withStatement(text))).toEqual(['steps[1].confirm']);
    expect(refusalOf(withStatement(text))).toBe('steps[1].confirm');
  });

  it.each(WITHOUT)('of none in: %s', (text) => {
    expect(holdsPassword(text)).toBe(false);
    expect(findRecordPasswords(recordWith(text))).toEqual([]);
    expect(lint(withCommand(text))).toEqual([]);
    expect(refusalOf(withCommand(text))).toBeUndefined();
  });

  it('of whatever is made of their parts', () => {
    const part = fc.constantFrom(
      ...['loginHSM', 'createUser', 'CO', 'CU', 'officer1', 'rainbow7', '--password', '--pin', '='],
      ...['CLOUDHSM_PIN', ':', '"', "'", '$', '\\', '|', '<', '***', ' ', ' ', ' ', '\n', 'é', ','],
    );
    const text = fc
      .array(part, { minLength: 1, maxLength: 9 })
      .map((parts) => `x${parts.join('')}x`);
    fc.assert(
      fc.property(text, (some) => {
        const expected = holdsPassword(some);
        expect(findRecordPasswords(recordWith(some)).length > 0).toBe(expected);
        expect(lint(withCommand(some)).length > 0).toBe(expected);
        expect(refusalOf(withCommand(some)) !== undefined).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });
});

it('finds one in a comment, before or behind something', () => {
  const command = 'loginHSM CO officer1 rainbow7';
  const alone = `# ${command}\n${GOOD}`;
  expect(lint(alone)).toEqual(['line 1']);
  expect(refusalOf(alone)).toBe('line 1');
  const behind = GOOD.replace(/^(run.*)/m, `$1 # ${command}`);
  const line = behind.split('\n').findIndex((one) => one.includes(command)) + 1;
  expect(lint(behind)).toEqual([`line ${line}`]);
  expect(refusalOf(behind)).toBe(`line ${line}`);
});

it('takes one in what is rehearsed for that of an emulated cluster', () => {
  const toml = GOOD.replace(/^run.*/m, '$&\nrehearse = "cloudhsm-cli login --password rainbow7"');
  expect(lint(toml)).toEqual([]);
  expect(refusalOf(toml)).toBeUndefined();
});
