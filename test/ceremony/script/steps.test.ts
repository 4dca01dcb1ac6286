/** What is said of a step in which something is wrong: all of it, each with its path and its values. */
import { describe, expect, it } from 'vitest';
import { missing, problemsOf, wrongForm } from './problems.ts';
import { GOOD, read } from './scripts.ts';

/** A script with these lines as its second step. */
const withStep = (...lines: readonly string[]): string =>
  `${GOOD.slice(0, GOOD.lastIndexOf('[[steps]]'))}[[steps]]\n${lines.join('\n')}\n`;

const [ID, TEXT, WHO, CONFIRM] = [
  'id = "do"',
  'text = "Do it."',
  'who = ["ada"]',
  'confirm = "done"',
];
const DO = [ID, TEXT, WHO, CONFIRM];

describe('a step', () => {
  it('is sound', () => {
    expect(problemsOf(withStep(...DO))).toEqual([]);
  });

  it.each<[string, readonly string[], readonly object[]]>([
    [
      'is empty',
      [],
      [
        { code: 'step-act', values: { path: 'steps[1]', problem: 'none' } },
        ...['id', 'text', 'who'].map((key) => missing(`steps[1].${key}`)),
      ],
    ],
    ['has no id', [TEXT, WHO, CONFIRM], [missing('steps[1].id')]],
    ['has no text', [ID, WHO, CONFIRM], [missing('steps[1].text')]],
    ['is of nobody', [ID, TEXT, CONFIRM, 'who = []'], [missing('steps[1].who[0]')]],
    [
      'has a text that is none',
      [ID, WHO, CONFIRM, 'text = "\\n"'],
      [wrongForm('steps[1].text', '\n', 'lines')],
    ],
    [
      'has the id of another',
      ['id = "before"', TEXT, WHO, CONFIRM],
      [{ code: 'repeated-value', values: { path: 'steps[1].id', value: 'before' } }],
    ],
    [
      'has two acts',
      [...DO, 'run = "ls"'],
      [{ code: 'step-act', values: { path: 'steps[1]', problem: 'both' } }],
    ],
    ['runs nothing', [ID, TEXT, WHO, 'run = ""'], [wrongForm('steps[1].run', '', 'lines')]],
    [
      'confirms nothing',
      [ID, TEXT, WHO, 'confirm = ""'],
      [wrongForm('steps[1].confirm', '', 'lines')],
    ],
    [
      'rehearses what is not run',
      [...DO, 'rehearse = "ls"'],
      [{ code: 'rehearse-alone', values: { path: 'steps[1]' } }],
    ],
    [
      'is of strangers',
      [ID, TEXT, CONFIRM, 'who = ["adda", "bob"]'],
      [
        {
          code: 'unknown-participant',
          values: { path: 'steps[1].who[0]', id: 'adda', nearest: 'ada' },
        },
        {
          code: 'unknown-participant',
          values: { path: 'steps[1].who[1]', id: 'bob', nearest: undefined },
        },
      ],
    ],
    [
      'has a file twice',
      [...DO, 'files = ["a", "b", "a"]'],
      [{ code: 'repeated-value', values: { path: 'steps[1].files[2]', value: 'a' } }],
    ],
    [
      'has files outside, and some that the ceremony has',
      [...DO, 'files = ["../a", "../b", "rehearsal/x"]'],
      [
        wrongForm('steps[1].files[0]', '../a', 'path'),
        wrongForm('steps[1].files[1]', '../b', 'path'),
        wrongForm('steps[1].files[2]', 'rehearsal/x', 'unused-path'),
      ],
    ],
  ])('%s', (_what, lines, problems) => {
    expect(problemsOf(withStep(...lines))).toEqual(problems);
  });

  it('of which the id is none is no second one of another such', () => {
    const two = `${withStep('id = "a b"', TEXT, WHO, CONFIRM)}[[steps]]\nid = "a b"\n${TEXT}\n${WHO}\n${CONFIRM}`;
    expect(problemsOf(two)).toEqual([
      wrongForm('steps[1].id', 'a b', 'id'),
      wrongForm('steps[2].id', 'a b', 'id'),
    ]);
  });

  it('stands where its id does', () => {
    const { script } = read(GOOD);
    const places = script?.steps.map(({ span: { start, end } }) => GOOD.slice(start, end));
    expect(places).toEqual(['"before"', '"look"']);
  });
});
