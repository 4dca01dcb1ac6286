import { defineCommand } from '../../command.ts';
import { SHELLS } from '../../shells.ts';

export const completion = defineCommand({
  path: 'completion',
  summary: 'print what makes a shell complete command lines of mofn',
  description:
    'A Tab then completes commands, options and their values: files of the right kind, officers of a roster, approvers of an approval file, users and servers of an emulated cluster, codes of lint. The script asks the mofn that PATH finds; what is typed, and names of files and officers, are never run.\n\n' +
    'bash  in ~/.bashrc: source <(mofn completion bash)\n' +
    'zsh   in ~/.zshrc, behind compinit: source <(mofn completion zsh)\n' +
    'fish  once: mofn completion fish > ~/.config/fish/completions/mofn.fish',
  positionals: [
    {
      name: 'shell',
      describe: `${SHELLS.slice(0, -1).join(', ')} or ${SHELLS.at(-1)}`,
      completes: 'shell',
      required: true,
    },
  ],
  options: {},
  examples: [{ command: 'mofn completion bash', describe: 'what ~/.bashrc is to source' }],
});
