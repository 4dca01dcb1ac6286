import { expect, it } from 'vitest';
import { type Parsing, parseCommand } from '../../../src/cloudhsm-cli/grammar/parse-command.ts';
import { SAMPLE } from './sample-commands.ts';

const parse = (line: string): Parsing =>
  parseCommand(SAMPLE, line === '' ? [] : line.split(' '), 'cloudhsm-cli');

function valuesOf(line: string): object {
  const parsing = parse(line);
  if (parsing.kind !== 'command') throw new Error(parsing.text);
  return { path: parsing.command.path.join(' '), ...Object.fromEntries(parsing.command.values) };
}

it('reads options in both of their forms and in any order', () => {
  const expected = { path: 'user create', username: 'alice', role: 'admin', approval: 'f.token' };
  expect(valuesOf('user create --username alice --role admin --approval f.token')).toEqual(
    expected,
  );
  expect(valuesOf('user create --approval=f.token --role=admin --username=alice')).toEqual(
    expected,
  );
});

it('reads the options of a command that has a subcommand before that', () => {
  expect(valuesOf('login --username a --role admin mfa-token-sign --token t')).toEqual({
    path: 'login mfa-token-sign',
    username: 'a',
    role: 'admin',
    token: 't',
  });
});
