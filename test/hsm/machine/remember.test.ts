import { expect, it } from 'vitest';

import { remember } from '../../../src/hsm/machine/remember.ts';

it('makes each thing once, also where it comes to nothing, until there are too many', () => {
  const made: string[] = [];
  const take = remember(2, (text) => {
    made.push(text);
    return text === 'nothing' ? undefined : text.toUpperCase();
  });
  const all = ['a', 'nothing', 'a', 'nothing'];
  expect(all.map(take)).toEqual(['A', undefined, 'A', undefined]);
  expect(made).toEqual(['a', 'nothing']);
  // The third is one too many: the two before it are made anew.
  expect(['b', 'b', 'a', 'b'].map(take)).toEqual(['B', 'B', 'A', 'B']);
  expect(made).toEqual(['a', 'nothing', 'b', 'a']);
});
