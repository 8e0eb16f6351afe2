/**
 * Where to go after signing in: a path of this site, or the first page. "//evil.example", "/\evil.example" and whole
 * addresses lead elsewhere in a browser, so only what still stands on our own origin after parsing is kept.
 */
export function localPath(wanted: string | undefined): string {
  if (!wanted?.startsWith('/') || wanted.length > 2000) return '/';
  try {
    const url = new URL(wanted, 'http://rong.invalid');
    const path = `${url.pathname}${url.search}`;
    return url.origin === 'http://rong.invalid' && !path.startsWith('//') ? path : '/';
  } catch {
    return '/';
  }
}
