/** Groups of commands, and what each is about. */
export const GROUPS: Readonly<Record<string, string>> = {
  '': 'Quorum (M of N) approvals for CloudHSM-type clusters: approval files, signatures, and an emulator of the cluster and its console.',
  approval: 'The approval file: write it, read it, edit it, check it.',
  request: 'Requests: what a quorum is asked for, in words that officers sign.',
  policy: 'Policies: who may approve what, and whether they have.',
  ceremony: 'Ceremonies: written down before, recorded as they are held, rehearsed.',
  evidence: 'Evidence: what is left of a ceremony, for those who were not there.',
  hsm: 'The emulator: a cluster of HSMs in a folder.',
  key: "Officers' keys.",
  token: 'Quorum tokens.',
  digest: 'Digests in words, to be read over the telephone.',
};
