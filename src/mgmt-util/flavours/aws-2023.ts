import { cautionBox, type Flavour } from '../flavour.ts';
import { CLASSIC } from './classic.ts';

/**
 * The tool of AWS's user guide of 2023. Its rules that are not the console's (M at most 8, a token
 * that dies with its log-in session) are kept by the HSM.
 */
export const AWS_2023: Flavour = {
  ...CLASSIC,
  name: 'aws-2023',
  caution: cautionBox(
    'cluster. AWS does NOT synchronize these changes automatically with the',
    'nodes on which this operation is not executed or failed, please',
  ),
  successLines: true,
  without: ['registerMofnPubKey'],
};
