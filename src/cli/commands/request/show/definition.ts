import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { REQUEST_POSITIONAL } from '../options.ts';

export const requestShow = defineCommand({
  path: 'request show',
  summary: 'put a request into words: all that is signed in it',
  description:
    'Takes drafts, too. What is shown is all that there is: a request with anything else in it is refused. Whose the signatures are, and whether it is still good, "mofn request verify" tells.',
  positionals: [REQUEST_POSITIONAL],
  options: { ...JSON_OPTION },
  examples: [{ command: 'mofn request show request.json', describe: 'before signing it' }],
});
