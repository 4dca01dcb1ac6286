import { defineCommand } from '../../command.ts';

export const demo = defineCommand({
  path: 'demo',
  summary: 'play the whole of quorum authentication in a temporary folder, and tell it',
  description:
    'Five officers with fresh keys, an emulated cluster of two HSMs, two kinds of signer: every step is really done, and what is printed is what the tools print. Nothing outside the folder is touched.',
  positionals: [],
  options: {
    sdk5: { type: 'boolean', describe: 'tell it with cloudhsm-cli, the command line of SDK 5' },
    request: {
      type: 'boolean',
      describe:
        'tell what a request, a policy and an audit are for, with an officer who does something else',
    },
    keys: {
      type: 'boolean',
      describe: 'tell it of a key that two of its users must agree on before it signs',
    },
    evidence: {
      describe:
        'tell what is left of a ceremony: rehearse one, and put its bundle, its report and the checker page into this folder, which must not exist yet',
      completes: 'folder',
    },
    keep: {
      describe: 'keep everything in this folder, which must not exist yet',
      completes: 'folder',
    },
  },
  refusals: [
    {
      given: ['sdk5', 'request'],
      message: 'give --sdk5 or --request, not both',
      hint: 'each is a tale of its own: mofn demo --sdk5, then mofn demo --request',
    },
    {
      given: ['keys', 'sdk5'],
      message: 'give --keys or --sdk5, not both',
      hint: 'each is a tale of its own: mofn demo --sdk5, then mofn demo --keys',
    },
    {
      given: ['keys', 'request'],
      message: 'give --keys or --request, not both',
      hint: 'each is a tale of its own: mofn demo --request, then mofn demo --keys',
    },
    {
      given: ['evidence', 'sdk5'],
      message: 'give --sdk5 or --evidence, not both',
      hint: 'each is a tale of its own: mofn demo --sdk5, then mofn demo --evidence DIR',
    },
    {
      given: ['evidence', 'request'],
      message: 'give --request or --evidence, not both',
      hint: 'each is a tale of its own: mofn demo --request, then mofn demo --evidence DIR',
    },
    {
      given: ['evidence', 'keys'],
      message: 'give --keys or --evidence, not both',
      hint: 'each is a tale of its own: mofn demo --keys, then mofn demo --evidence DIR',
    },
    {
      given: ['evidence', 'keep'],
      message: '--evidence names the folder that stays',
      hint: 'leave out --keep',
    },
  ],
  examples: [
    { command: 'mofn demo', describe: 'see how it works' },
    { command: 'mofn demo --sdk5', describe: 'the same with cloudhsm-cli' },
    { command: 'mofn demo --request', describe: 'who approves what, and whether it was done' },
    { command: 'mofn demo --keys', describe: 'the key of a CA, under quorum' },
    {
      command: 'mofn demo --evidence evidence',
      describe: 'a rehearsed ceremony, and what auditors get of it, to look at in a browser',
    },
    { command: 'mofn demo --keep ceremony', describe: 'and go on by hand in ./ceremony' },
  ],
});
