import { expect, it } from 'vitest';
import { findScriptPasswords } from '../../../src/ceremony/passwords/in-script.ts';

const PIN = '--pin rainbow7';

/** @returns where passwords are found, and what stands there */
function found(toml: string): readonly (readonly [path: string, text: string, is: boolean])[] {
  const bytes = Buffer.from(toml);
  return findScriptPasswords(bytes).map(({ path, span, isRehearsal }) => [
    path,
    bytes.subarray(span.start, span.end).toString(),
    isRehearsal,
  ]);
}

it('tells of each where it stands, in the order of the file', () => {
  const toml = `# 1 ${PIN}
title = "é"
text = "2 ${PIN}" # 3 ${PIN}
list = ["none", "4 ${PIN}"]
inline = { a = "5 ${PIN}" }
[[steps]]
run = "x"
rehearse = "6 ${PIN}"
[[steps]]
run = '7 ${PIN}'
# 8 ${PIN}`;
  expect(found(toml)).toEqual([
    ['line 1', `# 1 ${PIN}`, false],
    ['line 3', `text = "2 ${PIN}" # 3 ${PIN}`, false],
    ['text', `"2 ${PIN}"`, false],
    ['list[1]', `"4 ${PIN}"`, false],
    ['inline.a', `"5 ${PIN}"`, false],
    ['steps[0].rehearse', `"6 ${PIN}"`, true],
    ['steps[1].run', `'7 ${PIN}'`, false],
    ['line 11', `# 8 ${PIN}`, false],
  ]);
});

it('tells of those in a comment where tables go back to one before', () => {
  const toml = `[a]
x = "first"
[b]
x = "second" # ${PIN}
[a.c]
x = "${PIN}"
[b.c]
x = "third"
# ${PIN}
`;
  expect(found(toml)).toEqual([
    ['line 4', `x = "second" # ${PIN}`, false],
    ['a.c.x', `"${PIN}"`, false],
    ['line 9', `# ${PIN}`, false],
  ]);
});

it('takes what is rehearsed on an emulated cluster for none, comments apart', () => {
  expect(
    found(`[rehearsal]
run = "${PIN}" # ${PIN}
[rehearsal.officers]
ada = ["${PIN}"]
[rehearsals]
run = "${PIN}"
`),
  ).toEqual([
    ['line 2', `run = "${PIN}" # ${PIN}`, false],
    ['rehearsals.run', `"${PIN}"`, false],
  ]);
});

it('knows a rehearsed command by its place alone', () => {
  expect(found(`rehearse = "${PIN}"\n[[steps]]\nrehearse = { x = "${PIN}" }\n`)).toEqual([
    ['rehearse', `"${PIN}"`, false],
    ['steps[0].rehearse.x', `"${PIN}"`, false],
  ]);
});

it('looks at the lines of what is no TOML', () => {
  expect(found(`a =\nrun = "${PIN}"\n`)).toEqual([['line 2', `run = "${PIN}"`, false]]);
});

it('finds none in texts and lines without', () => {
  expect(found('a = "--pin" # and so on\nrainbow7 = 1\n')).toEqual([]);
  expect(found('')).toEqual([]);
});
