import { findCommand } from '../find-command.ts';
import type { ConsoleCommand, Shell } from '../shell.ts';
import { syntaxOf } from '../syntax.ts';

/** What help's list leaves between a command's syntax and what it does. */
const GAP = 2;

export const HELP: ConsoleCommand = {
  name: 'help',
  syntax: 'help [command]',
  summary: 'lists the commands, or explains one',
  who: 'all users, no log-in needed',
  async run(args, shell) {
    const [word] = args;
    if (word === undefined) {
      listCommands(shell);
      return 'done';
    }
    const found = findCommand(word, shell.commands);
    if ('problem' in found) {
      shell.print(found.problem);
      return 'refused';
    }
    explain(found.command, shell);
    return 'done';
  },
};

function listCommands({ commands, print }: Shell): void {
  const width = Math.max(...commands.map(({ name }) => name.length)) + GAP;
  print('Commands (any beginning that no other command has will do):');
  print('');
  for (const { name, summary } of commands) print(`    ${name.padEnd(width)}${summary}`);
  print('');
  print('help <command> shows its syntax');
}

function explain(command: ConsoleCommand, shell: Shell): void {
  const { name, summary, who } = command;
  const { print } = shell;
  print(`${name}: ${summary}`);
  print('');
  print(`    Syntax:     ${syntaxOf(command, shell)}`);
  print(`    Permitted:  ${who}`);
}
