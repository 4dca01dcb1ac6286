import { expect, it } from 'vitest';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { COMMANDS } from '../../src/cli/commands/index.ts';

it('the tables of commands and of definitions have the same, in the same order', () => {
  expect(COMMANDS.map(({ path }) => path)).toEqual(DEFINITIONS.map(({ path }) => path));
});

it.each(COMMANDS.map((command, at) => ({ ...command, at })))(
  'mofn $path loads its own definition, and what does it',
  async ({ load, at }) => {
    const command = await load();
    expect(command.definition).toBe(DEFINITIONS[at]);
    expect('runRaw' in command).toBe(command.definition.raw === true);
  },
);
