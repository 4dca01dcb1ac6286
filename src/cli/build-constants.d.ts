/** Put in by scripts/build.mjs. */
declare const MOFN_VERSION: string;
/** Names the sources that the bundles were made of. */
declare const MOFN_BUILD: string;
