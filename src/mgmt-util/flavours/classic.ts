import { cautionBox, type Flavour } from '../flavour.ts';

/** The tool as AWS's user guide shows it from 2017 to 2022; it has both commands that register keys. */
export const CLASSIC: Flavour = {
  name: 'classic',
  prompt: 'aws-cloudhsm>',
  caution: cautionBox(
    'cluster. Cav server does NOT synchronize these changes with the',
    'nodes on which this operation is not executed or failed, please',
  ),
  deleteUserCautions: false,
  successLines: false,
  tabs: false,
  without: [],
  passwordPrompts: { password: 'Enter password:', newPassword: 'Enter password:' },
  asksForMissingPassword: false,
};
