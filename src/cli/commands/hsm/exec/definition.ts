import { defineCommand } from '../../../command.ts';
import { CONSOLE_OPTIONS } from '../console/definition.ts';

export const hsmExec = defineCommand({
  path: 'hsm exec',
  summary: 'run a few console commands in one session',
  description:
    'Prints what the console would, without start-up lines and prompts for commands. What a command asks (y/n, a pass phrase) is answered from standard input. Exit 1 where a command was refused. Ctrl-C ends it and what is behind it.',
  positionals: [
    {
      name: 'commands',
      describe: 'commands of the console, each one word of the shell',
      completes: 'console command',
      required: true,
      variadic: true,
    },
  ],
  options: CONSOLE_OPTIONS,
  examples: [
    {
      command: "mofn hsm exec --hsm cluster 'loginHSM CO officer1 password' listUsers",
      describe: 'log in and list the users',
    },
    {
      command:
        "echo y | mofn hsm exec --hsm cluster 'loginHSM CO officer1 password' 'setMValue 3 2'",
      describe: 'answer its question from a pipe',
    },
  ],
});
