import path from 'node:path';

/** Where the vendor's clients, the old one and the new one, have their folder. */
export const VENDOR_FOLDER = '/opt/cloudhsm';

/** The configuration file of the newer command line, below the vendor's folder. */
export const CLIENT_CONFIG = path.join('etc', 'cloudhsm-cli.cfg');
