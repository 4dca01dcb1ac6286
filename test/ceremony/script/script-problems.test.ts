/** What is said of a script in which something is wrong: all of it, each with its path and its values. */
import { describe, expect, it } from 'vitest';
import { lintScript } from '../../../src/ceremony/script/lint-script.ts';
import { readScript } from '../../../src/ceremony/script/read-script.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { missing, problemsOf, wrongForm, wrongType } from './problems.ts';
import { GOOD, HEAD, PARTICIPANTS, read, STEPS } from './scripts.ts';

/** Of whoever comes in the next line. */
const STEP = '[[steps]]\nid = "do"\ntext = "Do it."\nconfirm = "done"\n';

describe('a script', () => {
  it.each<[string, string, readonly object[]]>([
    [
      'is empty',
      '',
      ['title', 'purpose', 'place', 'version', 'participants', 'steps'].map(missing),
    ],
    [
      'is of another version',
      GOOD.replace('version = 1', 'version = 2'),
      [{ code: 'script-version', values: { found: 2, expected: 1 } }],
    ],
    [
      'has a text for its version',
      GOOD.replace('version = 1', 'version = "1"'),
      [wrongType('version', 'string', 'integer')],
    ],
    [
      'has a blank title',
      GOOD.replace(/^title.*/m, 'title = " "'),
      [wrongForm('title', ' ', 'text')],
    ],
    ['has no steps', `steps = []\n${HEAD}${PARTICIPANTS}`, [missing('steps[0]')]],
    [
      'has variables that are none',
      `${GOOD.replace(/^environment.*/m, '')}environment = { N = 1, 1N = "x", Z = "\\u0000" }\n`,
      [
        wrongType('rehearsal.environment.N', 'integer', 'string'),
        wrongForm('rehearsal.environment.1N', '1N', 'variable'),
        wrongForm('rehearsal.environment.Z', '\0', 'text'),
      ],
    ],
  ])('%s', (_what, toml, problems) => {
    expect(problemsOf(toml)).toEqual(problems);
  });

  it('has no rehearsal, or one without variables', () => {
    for (const rehearsal of ['', '[rehearsal]\n', '[rehearsal]\nprepare = "make"\n']) {
      const { script } = read(HEAD + PARTICIPANTS + STEPS + rehearsal);
      expect(script?.rehearsal.environment).toEqual(new Map());
    }
  });
});

describe('participants', () => {
  const strangers = (...ids: readonly string[]) =>
    ids.map((id, at) => ({
      code: 'unknown-participant',
      values: { path: `steps[0].who[${at}]`, id, nearest: undefined },
    }));
  /** With one step of these people. */
  const withPeople = (people: string, ...ids: readonly string[]): string =>
    `${HEAD}${people}\n${STEP}who = ${JSON.stringify(ids)}\n`;

  it.each<[string, string, readonly object[]]>([
    [
      'are none',
      withPeople('[participants]', 'ada'),
      [missing('participants'), ...strangers('ada')],
    ],
    [
      'are no tables',
      withPeople('[participants]\nada = 1', 'ada'),
      [wrongType('participants.ada', 'integer', 'table'), ...strangers('ada')],
    ],
    [
      'have ids that are none, of which no more is looked at',
      withPeople('[participants."a b"]\n[participants."c d"]', 'a b'),
      [
        wrongForm('participants.a b', 'a b', 'id'),
        wrongForm('participants.c d', 'c d', 'id'),
        ...strangers('a b'),
      ],
    ],
    ['have no role', withPeople('[participants.ada]', 'ada'), [missing('participants.ada.role')]],
    [
      'are named by the policy too',
      withPeople('[participants.grace]\nname = "G. B. Hopper"\nrole = "x"', 'grace'),
      [{ code: 'named-person', values: { id: 'grace', name: 'Grace Hopper' } }],
    ],
    [
      'are named by nobody',
      withPeople('[participants.gracee]\nrole = "x"', 'gracee'),
      [{ code: 'unknown-person', values: { id: 'gracee', nearest: 'grace' } }],
    ],
  ])('%s', (_what, toml, problems) => {
    expect(problemsOf(toml)).toEqual(problems);
  });

  it('are as the script has them where there is no policy', () => {
    const { script } = read(
      withPeople('[participants.ada]\nname = "Ada"\nrole = "x"', 'ada').replace(/^policy.*/m, ''),
    );
    expect(script?.policy).toBeUndefined();
    expect(script?.participants).toMatchObject([
      { id: 'ada', name: 'Ada', role: 'x', isInPolicy: false },
    ]);
  });

  it('are 300 at most', () => {
    const crowd = (count: number): string =>
      withPeople(
        Array.from(
          { length: count },
          (_, at) => `[participants.p${at}]\nname = "P"\nrole = "x"\n`,
        ).join(''),
        'p7',
      );
    expect(problemsOf(crowd(300))).toEqual([]);
    expect(problemsOf(crowd(301))).toEqual([
      { code: 'too-many', values: { path: 'participants', most: 300 } },
      ...strangers('p7'),
    ]);
  });
});

describe('a policy', () => {
  it('is opened by its path, once, and not where that is none', () => {
    const opened: string[] = [];
    const readWith = (toml: string) =>
      readScript(Buffer.from(toml), {
        sha256: nodeCrypto.sha256,
        openPolicy: (path) => {
          opened.push(path);
          return { code: 'not-looked-at' };
        },
      });
    expect(readWith(GOOD).script?.policy).toBe('policy.toml');
    expect(opened).toEqual(['policy.toml']);
    const { diagnostics } = readWith(GOOD.replace('"policy.toml"', '"../policy.toml"'));
    expect(diagnostics).toMatchObject([wrongForm('policy', '../policy.toml', 'path')]);
    expect(opened).toEqual(['policy.toml']);
  });
});

it('lint names whoever does nothing', () => {
  const toml = GOOD.replace('["walter", "ada"]', '["ada"]');
  const { script } = read(toml);
  expect(script && lintScript(script, Buffer.from(toml))).toMatchObject([
    { code: 'idle-participant', values: { id: 'walter' } },
  ]);
});
