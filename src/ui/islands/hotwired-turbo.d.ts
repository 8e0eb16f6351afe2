/** The little of Turbo that we call; the package brings no types. */
declare module '@hotwired/turbo' {
  export const config: { drive: { progressBarDelay: number } };
  export function visit(location: string, options?: { action?: 'advance' | 'replace' }): void;
}
