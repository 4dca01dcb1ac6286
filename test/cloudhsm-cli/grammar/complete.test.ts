import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeLine } from '../../../src/cloudhsm-cli/grammar/complete.ts';
import { parseCommand } from '../../../src/cloudhsm-cli/grammar/parse-command.ts';
import { splitLine } from '../../../src/split-line.ts';
import { LONGEST_LINE } from '../../../src/terminal/line-reader.ts';
import { expectLinear } from '../../support/growth.ts';
import { SAMPLE } from './sample-commands.ts';

const FILES = ['keys/', 'my file.token', 'my key.pem', 'officer1.token', 'officer2.token'];
const paths = (typed: string): readonly string[] => FILES.filter((each) => each.startsWith(typed));

const complete = (before: string): ReturnType<typeof completeLine> =>
  completeLine(SAMPLE, before, paths);

/** The line after one Tab. */
const tab = (before: string): string => {
  const { from, text } = complete(before);
  return before.slice(0, from) + text;
};

describe('one Tab', () => {
  it.each([
    ['us', 'user '],
    ['user cr', 'user create '],
    ['user change-mfa ', 'user change-mfa token-sign '],
    ['log', 'log'],
    ['logi', 'login '],
    ['help us', 'help user '],
    ['user help cr', 'user help create '],
    ['user create --us', 'user create --username '],
    ['user create --username --r', 'user create --username --r'],
    ['user create --username a --ro', 'user create --username a --role '],
    ['user create --role a', 'user create --role admin '],
    ['user create --role=c', 'user create --role=crypto-user '],
    ['user create --approval k', 'user create --approval keys/'],
    ['user create --approval off', 'user create --approval officer'],
    ['user create --approval=officer1', 'user create --approval=officer1.token '],
    ['user create --approval m', 'user create --approval my\\ '],
    ['user create --approval my\\ f', 'user create --approval my\\ file.token '],
    ['user create --approval "my f', 'user create --approval my\\ file.token '],
    ['user create --approval "my ', 'user create --approval "my '],
    ['user create --password ', 'user create --password '],
    ['user change-mfa token-sign --token k --der', 'user change-mfa token-sign --token k --der'],
    ['login --username a mfa', 'login --username a mfa-token-sign '],
    ['login --username mfa', 'login --username mfa'],
    ['nonsense ', 'nonsense '],
    ['user nonsense --', 'user nonsense --'],
    ['user create \\\n --us', 'user create \\\n --username '],
  ])('%j', (before, after) => {
    expect(tab(before)).toBe(after);
  });
});

describe('what may follow', () => {
  it.each([
    ['', ['interactive', 'login', 'logout', 'user', 'cluster', 'quorum', 'help']],
    ['log', ['login', 'logout']],
    ['user create --role ', ['admin', 'crypto-user']],
    ['user create --username a --approval k ', ['--cluster-id', '--role', '--password', '--help']],
    ['cluster register-trust-anchor --path o', ['officer1.token', 'officer2.token']],
    [
      'cluster register-trust-anchor --path a --',
      ['--cluster-id', '--path', '--approval', '--help'],
    ],
  ])('%j', (before, candidates) => {
    expect(complete(before).candidates).toEqual(candidates);
  });
});

it('never loses what was typed', () => {
  const unit = fc.constantFrom(...'user crat--l=ob"\'\\ m');
  const line = fc.oneof(
    fc.string({ unit }),
    fc.string().map((each) => `user create --approval ${each}`),
  );
  fc.assert(
    fc.property(line, (before) => {
      const after = splitLine(tab(before));
      const typed = splitLine(before);
      if (typed.kind !== 'words' || after.kind !== 'words') return;
      for (const [place, word] of typed.words.entries()) {
        expect(after.words[place]?.startsWith(word)).toBe(true);
      }
    }),
  );
});

it.each(['a', '\\ ', ' --path', ' "'])(
  'reads a long line in time that grows with it: %j',
  (piece) => {
    expectLinear((size) => {
      const line = `cluster register-trust-anchor --path ${piece.repeat(size / piece.length)}`;
      return () => {
        complete(line);
        const split = splitLine(line);
        if (split.kind === 'words') parseCommand(SAMPLE, split.words, '');
      };
    }, LONGEST_LINE);
  },
);
