/** Put in by scripts/build-page.mjs: the licences of the packages of which something stands in the page. */
declare const MOFN_NOTICES: string;
