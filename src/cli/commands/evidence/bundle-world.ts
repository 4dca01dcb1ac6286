import type { BundleWorld } from '../../../evidence/bundle/make-bundle.ts';
import { nodeCrypto } from '../../../node/node-crypto.ts';
import { renderReport } from '../../../report/render-report.tsx';

/** The build puts the version in; the sources know it as 0.0.0. */
const VERSION = typeof MOFN_VERSION === 'string' ? MOFN_VERSION : '0.0.0';

/** What this program makes and checks bundles with. */
export const BUNDLE_WORLD: BundleWorld = {
  crypto: nodeCrypto,
  madeBy: { name: 'mofn', version: VERSION },
  renderReport,
};
