import { defineCommand, FORCE_OPTION, stdinOnce } from '../../../command.ts';
import { OUT_OPTION } from '../options.ts';

export const requestCombine = defineCommand({
  path: 'request combine',
  summary: "make one request of several officers' copies of it, with the signatures of all",
  description:
    'The copies must be of one request, byte for byte of what is signed. In whatever order they are named, the same file comes out, in which each signature stands once.',
  positionals: [
    {
      name: 'requests',
      describe: 'the copies; - is standard input',
      completes: 'request',
      required: true,
      variadic: true,
    },
  ],
  options: { ...OUT_OPTION, ...FORCE_OPTION },
  refusals: [stdinOnce('requests')],
  examples: [
    {
      command: 'mofn request combine request.1.json request.2.json -o all.json',
      describe: 'two officers have signed, each a copy',
    },
  ],
});
