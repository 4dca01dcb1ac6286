import { describe, expect, it } from 'vitest';
import { askYesNo } from '../../src/terminal/ask-yes-no.ts';

/** What came of a question, and all that was printed. */
async function ask(...typed: readonly (string | Uint8Array)[]): Promise<[boolean, string]> {
  let printed = '';
  async function* pieces(): AsyncGenerator<string | Uint8Array> {
    yield* typed;
  }
  const answer = await askYesNo('Sign it?', pieces(), {
    write: (text) => {
      printed += text;
    },
  });
  return [answer, printed];
}

describe('a question', () => {
  it.each(['y\n', 'Yes\n', ' y \r\n'])('%j is yes', async (typed) => {
    expect(await ask(typed)).toEqual([true, 'Sign it? (y/n) ']);
  });

  it.each(['n\n', 'NO\n'])('%j is no', async (typed) => {
    expect(await ask(typed)).toEqual([false, 'Sign it? (y/n) ']);
  });

  it('is asked again where the answer is none, however the lines come', async () => {
    expect(await ask('per', 'haps\n\n', Buffer.from('y\nn\n'))).toEqual([
      true,
      'Sign it? (y/n) please answer y or n: please answer y or n: ',
    ]);
  });

  it('that is not answered is answered with no', async () => {
    expect(await ask()).toEqual([false, 'Sign it? (y/n) \n']);
    expect(await ask('y')).toEqual([false, 'Sign it? (y/n) \n']);
  });
});
