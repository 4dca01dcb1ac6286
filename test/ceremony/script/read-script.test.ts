import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintScript } from '../../../src/ceremony/script/lint-script.ts';
import { GOOD, HEAD, PARTICIPANTS, read, STEPS, WRONG } from './scripts.ts';

describe('readScript', () => {
  it('reads a script', () => {
    const { script, diagnostics } = read(GOOD);
    expect(diagnostics).toEqual([]);
    expect(script).toMatchObject({
      digest: createHash('sha256').update(GOOD).digest('hex'),
      title: 'Make the crypto officer bob',
      purpose: 'A fourth officer',
      place: 'The vault',
      policy: 'policy.toml',
      participants: [
        { id: 'ada', name: 'Ada Lovelace', role: 'ceremony administrator', isInPolicy: true },
        { id: 'walter', name: 'Walter Witness', role: 'internal auditor', isInPolicy: false },
      ],
      steps: [
        {
          id: 'before',
          text: 'List the users.\nKeep the list.',
          // As they are listed, not as the step has them.
          who: ['ada', 'walter'],
          act: {
            kind: 'run',
            command: 'cloudhsm-cli user list > before/users.json',
            rehearse: undefined,
          },
          result: 'all officers',
          files: ['before/users.json'],
        },
        { id: 'look', act: { kind: 'confirm', statement: 'they are the same' }, files: [] },
      ],
      rehearsal: { prepare: 'mofn hsm init rehearsal/cluster' },
    });
    expect([...(script?.rehearsal.environment ?? [])]).toEqual([
      ['CLOUDHSM_PIN', 'admin:password'],
    ]);
  });

  it.each(WRONG)('refuses %s', (_what, toml, code, at) => {
    const { script, diagnostics } = read(toml);
    expect(script).toBeUndefined();
    const places = diagnostics.map(({ code: found, span: { start, end } }) => {
      return `${found} at ${Buffer.from(toml).subarray(start, end)}`;
    });
    expect(places).toContain(`${code} at ${at}`);
  });

  it.each([
    { code: 'unreadable', system: 'ENOENT' } as const,
    { code: 'not-regular' } as const,
    { code: 'not-sound' } as const,
  ])('refuses a policy that cannot be had: $code', (problem) => {
    const { diagnostics } = read(GOOD, problem);
    expect(diagnostics).toMatchObject([
      { code: 'script-policy', values: { file: 'policy.toml', problem } },
    ]);
  });

  it('says of a name that the ceremony has for itself that it is that', () => {
    const { diagnostics } = read(GOOD.replace('["before/users.json"]', '["record.jsonl"]'));
    expect(diagnostics).toMatchObject([
      { code: 'value-form', values: { expected: 'unused-path' } },
    ]);
  });

  it('takes people without a name for people of the policy where that is not looked at', () => {
    const { script } = read(GOOD, { code: 'not-looked-at' });
    expect(script?.participants).toMatchObject([
      { id: 'ada', name: 'ada', isInPolicy: true },
      { id: 'walter', name: 'Walter Witness', isInPolicy: false },
    ]);
  });

  it('wants everybody named where there is no policy', () => {
    const { diagnostics } = read(HEAD.replace(/^policy.*\n/m, '') + PARTICIPANTS + STEPS);
    expect(diagnostics).toMatchObject([
      { code: 'missing-key', values: { path: 'participants.ada.name' } },
    ]);
  });

  it('reads any text, or refuses it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...GOOD.split('\n')), fc.string(), (line, text) => {
        const { script, diagnostics } = read(GOOD.replace(line, text));
        expect(script === undefined).toBe(diagnostics.length > 0);
      }),
    );
  });
});

describe('lintScript', () => {
  const lint = (toml: string) => {
    const { script } = read(toml);
    return (
      script &&
      lintScript(script, new TextEncoder().encode(toml)).map(
        ({ code, severity }) => `${severity} ${code}`,
      )
    );
  };

  it('finds nothing in a good one', () => {
    expect(lint(GOOD)).toEqual([]);
  });

  it('finds whoever does nothing', () => {
    expect(lint(GOOD.replace('["walter", "ada"]', '["ada"]'))).toEqual(['info idle-participant']);
  });

  it.each([
    'cloudhsm-cli login --password secret',
    "cloudhsm-cli login --password='secret'",
    'CLOUDHSM_PIN=admin:secret cloudhsm-cli user list',
  ])('finds a password in %s', (command) => {
    expect(lint(GOOD.replace(/^run.*/m, `run = "${command}"`))).toEqual([
      'error password-in-script',
    ]);
  });

  it('finds one in what is rehearsed instead', () => {
    const run = 'run = "cloudhsm-cli login"\nrehearse = "cloudhsm-cli login --password secret"';
    expect(lint(GOOD.replace(/^run.*/m, run))).toEqual(['warning password-in-rehearsal']);
  });

  it.each(['cloudhsm-cli login', 'x --password \\"$PASSWORD\\"', 'CLOUDHSM_PIN=$PIN x'])(
    'finds none in %s',
    (command) => {
      expect(lint(GOOD.replace(/^run.*/m, `run = "${command}"`))).toEqual([]);
    },
  );
});
