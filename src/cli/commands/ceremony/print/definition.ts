import { defineCommand, FORCE_OPTION } from '../../../command.ts';

export const ceremonyPrint = defineCommand({
  path: 'ceremony print',
  summary: 'write the script of a ceremony as it is printed on paper',
  description:
    'One HTML file, for a browser to print: each step with boxes for initials, time and remarks, and a page on which all sign off. On standard output where --out is missing.',
  positionals: [
    {
      name: 'script',
      describe: 'script of the ceremony; - is standard input',
      completes: 'script',
      required: true,
    },
  ],
  options: {
    out: { describe: 'file to write; - is standard output', completes: 'page', alias: 'o' },
    ...FORCE_OPTION,
  },
  examples: [
    {
      command: 'mofn ceremony print ceremony.toml -o ceremony.html',
      describe: 'to be opened in a browser, and printed',
    },
  ],
});
