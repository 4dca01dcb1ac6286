import { expect, it } from 'vitest';
import { findRecordPasswords } from '../../../src/ceremony/passwords/in-record.ts';

const find = (text: string): readonly number[] => findRecordPasswords(Buffer.from(text));

it('numbers the lines that have one, sound or not', () => {
  const lines = [
    '{"number":0,"remark":"--pin rainbow7"}',
    '{"number":1,"remark":"none"}',
    '{"number":2,"event":{"lines":["none","--pin rainbow7"]}}',
    'no JSON: --pin rainbow7',
    'no JSON',
    '"--pin \\u0072ainbow7"',
  ];
  expect(find(lines.join('\n'))).toEqual([1, 3, 4, 6]);
});

it('reads texts as they were said, and not as they are written', () => {
  // With the backslash and the quote it would look like one.
  expect(find('{"remark":"--pin \\u0024PIN"}')).toEqual([]);
  expect(find('{"remark":"loginHSM CO officer1\\nlistUsers"}')).toEqual([]);
});

it('finds none in an empty record, in numbers and in names', () => {
  expect(find('')).toEqual([]);
  expect(find('{"--pin rainbow7":1234567,"a":[true,null,{}]}\n')).toEqual([]);
});
