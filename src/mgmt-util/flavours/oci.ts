import { cautionBox, type Flavour } from '../flavour.ts';
import { CLASSIC } from './classic.ts';

/** `user_mgmt_util` of Oracle's Dedicated Key Management. */
export const OCI: Flavour = {
  ...CLASSIC,
  name: 'oci',
  prompt: 'cloudmgmt>',
  caution: cautionBox(
    'cluster. KMS server does NOT synchronize these changes with the',
    'nodes on which this operation is not executed or failed, please',
  ),
  deleteUserCautions: true,
  successLines: true,
  passwordPrompts: {
    password: 'Enter password:',
    newPassword: 'Enter password:',
    again: 'Re-enter password:',
  },
  asksForMissingPassword: true,
};
