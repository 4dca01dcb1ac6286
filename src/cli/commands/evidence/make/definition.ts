import { defineCommand, FORCE_OPTION, JSON_OPTION } from '../../../command.ts';

export const evidenceMake = defineCommand({
  path: 'evidence make',
  summary: 'put what is left of a ceremony into one archive that can be checked again',
  description:
    "Goes through the folder of a ceremony and takes what it knows by its content: the script and the record, requests, policies, public keys, tokens with their approvals, users and quorum values from before and after, and the HSMs' logs. Of a token that the logs show to be spent it takes everything; of any other its digest only, as it might still be spent. Private keys, passwords, emulated clusters, links, the folder 'rehearsal' and whatever nothing is known of stay out, and are told. The archive has a manifest, a report, and recheck.sh, which checks all of it with openssl alone. The same folder gives the same bytes.",
  positionals: [
    { name: 'folder', describe: 'folder of the ceremony', completes: 'folder', required: true },
  ],
  options: {
    out: {
      describe: 'the bundle, a zip archive; - is standard output',
      completes: 'bundle',
      alias: 'o',
      demandOption: true,
    },
    roster: {
      describe: "folder with a NAME.pub for each officer; without it the policy's keys count",
      completes: 'roster',
      alias: 'r',
    },
    before: {
      describe: 'users or quorum values from before, as a console printed them; once for each file',
      completes: 'what a console printed',
      array: true,
    },
    after: { describe: 'the same from after', completes: 'what a console printed', array: true },
    spent: {
      describe: 'a token that was spent, though no log shows it; once for each',
      completes: 'token',
      array: true,
    },
    ...FORCE_OPTION,
    ...JSON_OPTION,
  },
  examples: [
    {
      command: 'mofn evidence make . -o evidence.zip',
      describe: 'in the folder of a ceremony',
    },
    {
      command: 'mofn evidence make . --roster roster --spent officer1.token -o evidence.zip',
      describe: 'of one from which no HSM has a log',
    },
  ],
});
