/**
 * What the programs of the package put before their words, by name. bin/ has the same, a file each; the
 * executable knows by the name that it is called by.
 */
export const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  mofn: [],
  cloudhsm_mgmt_util: ['hsm', 'console'],
  'cloudhsm-cli': ['hsm', 'cli', '--'],
  'configure-cli': ['hsm', 'configure-cli'],
};
