import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmLog = defineCommand({
  path: 'hsm log',
  summary: "show the HSMs' audit logs",
  description:
    "In the layout of the real log. Each record of a spent token names its digest, its approvers and the fingerprints of their keys. Behind them stands the operator's own log: what hsm clock, fault, logout and load did, which no HSM knows of.",
  positionals: [],
  options: {
    ...HSM_OPTION,
    ...JSON_OPTION,
    server: { type: 'number', describe: "of this server only, from 0, without the operator's log" },
  },
  examples: [
    { command: 'mofn hsm log --server 0', describe: 'for a parser of such logs' },
    {
      command: 'mofn hsm log --json',
      describe: 'with reasons of refusals and the chain of hashes',
    },
  ],
});
