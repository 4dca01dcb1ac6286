import { defineCommand, JSON_OPTION } from '../../../command.ts';

export const digestWords = defineCommand({
  path: 'digest words',
  summary: 'a digest in words, to be read over the telephone',
  description:
    'Says a digest in the words of the PGP list, a word for each byte: two people who each have a copy read the words to each other, and hear whether it is the same. Of a file it is the SHA-256, as sha256sum has it. Words at even and at odd places come from lists of their own, so one that is left out, said twice or exchanged is heard.',
  positionals: [
    {
      name: 'what',
      describe: 'a file, - for standard input, or a digest in hex (of 20, 32, 48 or 64 bytes)',
      completes: 'file',
      required: true,
    },
  ],
  options: JSON_OPTION,
  examples: [
    { command: 'mofn digest words request.json', describe: 'is your copy the same as mine?' },
    {
      command: 'sha256sum < request.json | cut -c1-64 | xargs mofn digest words',
      describe: 'of a digest that another program made',
    },
  ],
});
