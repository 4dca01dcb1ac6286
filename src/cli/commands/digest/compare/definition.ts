import { defineCommand, JSON_OPTION, stdinOnce } from '../../../command.ts';

export const digestCompare = defineCommand({
  path: 'digest compare',
  summary: 'hold words that somebody said against a digest',
  description:
    "Compares a digest with the words that somebody read to you, as mofn digest words has them: all of them, in their order. Letter case, blanks, commas and the numbers of lines make no difference, nor do a headline of mofn digest words and what mofn token show --words prints around the words, or a word written as two. Of a JSON file with a token in it the words may be the file's or the token's. Where they differ it says where: a word that is another one, or none, left out, said twice, or exchanged with the next. Exit code 1 where they differ.",
  positionals: [
    {
      name: 'what',
      describe: 'a file, - for standard input, or a digest in hex (of 20, 32, 48 or 64 bytes)',
      completes: 'file',
      required: true,
    },
    {
      name: 'words',
      describe: 'the words, quoted or not; - is standard input',
      completes: 'text',
      required: true,
      variadic: true,
    },
  ],
  options: JSON_OPTION,
  refusals: [stdinOnce('what', 'words')],
  examples: [
    {
      command: 'mofn digest words request.json | mofn digest compare request.json -',
      describe: 'with the words from standard input, where they may be typed as they are heard',
    },
  ],
});
