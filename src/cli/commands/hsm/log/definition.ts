import { defineCommand, FORCE_OPTION, JSON_OPTION } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmLog = defineCommand({
  path: 'hsm log',
  summary: "show the HSMs' audit logs",
  description:
    "In the layout of the real log. Each record of a spent token names its digest, its approvers and the fingerprints of their keys. Behind them stands the operator's own log: what hsm clock, fault, logout and load did, which no HSM knows of. --format aws prints what AWS CloudHSM would deliver of the same events, and nothing else: one stream for each HSM, to rehearse with what reads such logs, as mofn audit does.",
  positionals: [],
  options: {
    ...HSM_OPTION,
    ...JSON_OPTION,
    format: {
      describe: 'as this cluster keeps it, or as AWS delivers it',
      choices: ['text', 'aws'],
      default: 'text',
    },
    server: {
      type: 'number',
      describe: "of this server only, from 0, without the operator's log",
      completes: 'server',
    },
    'out-dir': {
      describe: 'folder for the streams of --format aws: stream-0.log, stream-1.log …',
      completes: 'folder',
    },
    ...FORCE_OPTION,
  },
  refusals: [
    {
      given: ['json'],
      not: { format: 'text' },
      message: '--json has the records as this cluster keeps them, not as {format} delivers them',
      hint: 'leave out --format or --json',
    },
    {
      given: ['out-dir'],
      not: { format: 'aws' },
      message: '--out-dir is for the streams of --format aws',
      hint: 'add --format aws, or leave out --out-dir',
    },
    {
      given: ['force'],
      missing: ['out-dir'],
      message: '--force replaces files, and there is no --out-dir to write any',
      hint: 'name a folder with --out-dir',
    },
  ],
  examples: [
    { command: 'mofn hsm log --server 0', describe: 'for a parser of such logs' },
    {
      command: 'mofn hsm log --format aws --out-dir streams',
      describe: 'a file for each HSM, as it would come from AWS',
    },
    {
      command: 'mofn hsm log --json',
      describe: 'with reasons of refusals and the chain of hashes',
    },
  ],
});
