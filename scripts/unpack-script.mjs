// The script of the checker page is packed (src/cli/commands/page/pack-page.ts). What unpacks it is a script of a few
// lines; the browser runs the unpacked one only where it is what the page's policy names by its hash.

/** The id of the element that has the packed script. */
export const PACKED_ID = 'packed';

/** The name that the page's policy has for whoever may turn text into a script: this one alone, and only once. */
export const UNPACKER = 'mofn-unpack';

/**
 * Unpacks the script and runs it. (Browsers without trusted types take the text as it is; those that cannot unpack are
 * from before 2023, and are told so by the page.)
 */
export const UNPACK_SCRIPT = `(async () => {
  const place = document.getElementById('${PACKED_ID}');
  const bytes = Uint8Array.from(atob(place.textContent), (letter) => letter.charCodeAt(0));
  place.remove();
  if (typeof DecompressionStream === 'undefined') {
    document.getElementById('page').textContent = 'This page needs a newer browser, of 2023 or later.';
    return;
  }
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const text = await new Response(unpacked).text();
  const policy = globalThis.trustedTypes?.createPolicy('${UNPACKER}', { createScript: (script) => script });
  const script = document.createElement('script');
  script.text = policy === undefined ? text : policy.createScript(text);
  document.body.append(script);
  script.remove();
})();`;
