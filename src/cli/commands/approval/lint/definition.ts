import { defineCommand, JSON_OPTION, stdinOnce } from '../../../command.ts';
import { FILES_POSITIONAL, MAX_SIZE_OPTION, refuseToReplaceStdin } from '../options.ts';

export const approvalLint = defineCommand({
  path: 'approval lint',
  summary: 'tell every way in which approval files are wrong, or read otherwise than written',
  description:
    "The HSM's own tool reads an approval file in its own way, and is silent about most mistakes. This command compares what is written with what will be read, and looks at the files that are named. A token file of the newer command line is judged by rules of its own. Each finding has a code, explained in docs/lint.md; of very many of one kind the first are told, and the others counted. Exit code 1 where there is an error.",
  positionals: [{ ...FILES_POSITIONAL, required: false }],
  options: {
    format: {
      describe: 'how to answer',
      choices: ['text', 'json', 'github', 'sarif'],
      default: 'text',
    },
    ...JSON_OPTION,
    fix: {
      type: 'boolean',
      describe: 'mend what can be mended without guessing, and print the file',
    },
    write: { type: 'boolean', describe: 'with --fix: replace the file instead of printing it' },
    'no-files': { type: 'boolean', describe: 'do not look at the files that are named' },
    within: {
      describe:
        'of the files that are named, look at those in this folder; others, and links that lead out of it, count as not there',
      completes: 'folder',
    },
    explain: {
      describe: 'tell what a code means, with an example, and look at no file',
      completes: 'lint code',
    },
    ...MAX_SIZE_OPTION,
  },
  refusals: [
    {
      missing: ['explain', 'files'],
      message: '<files> is missing',
    },
    ...(['files', 'json', 'fix'] as const).map((name) => ({
      given: ['explain', name],
      message: '--explain tells of a code in words, and looks at no file',
      hint: 'give it alone, as mofn approval lint --explain missing-semicolon',
    })),
    {
      given: ['explain'],
      not: { format: 'text' },
      message: '--explain tells of a code in words, not as {format}',
      hint: 'leave out --format',
    },
    {
      given: ['write'],
      missing: ['fix'],
      message: 'found --write without --fix',
      hint: 'write --fix --write to mend files',
    },
    {
      given: ['within', 'no-files'],
      message: '--no-files looks at no file, in no folder',
      hint: 'leave out one of --within and --no-files',
    },
    refuseToReplaceStdin('files'),
    {
      given: ['fix'],
      missing: ['write'],
      several: ['files'],
      message: '--fix prints one file, found several',
      hint: 'add --write to mend each in its place',
    },
    {
      given: ['fix', 'json'],
      missing: ['write'],
      message: '--fix prints the mended file, and cannot answer as json too',
      hint: 'add --write to mend the file in its place',
    },
    {
      given: ['fix'],
      missing: ['write'],
      not: { format: 'text' },
      message: '--fix prints the mended file, and cannot answer as {format} too',
      hint: 'add --write to mend the file in its place',
    },
    stdinOnce('files'),
  ],
  examples: [
    { command: 'mofn approval lint approval.txt', describe: 'before approveToken' },
    {
      command: 'mofn approval lint --format sarif approval.txt',
      describe: 'for a code scanning service',
    },
    { command: 'mofn approval lint --fix --write approval.txt', describe: 'mend it in place' },
    { command: 'mofn approval lint --explain missing-semicolon', describe: 'what a code means' },
    {
      command: 'mofn approval lint officer1.json',
      describe: 'a token file of the newer command line',
    },
  ],
});
