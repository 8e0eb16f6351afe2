/** One entry of a national list, as it is loaded. */
export interface ListedEntry {
  list: 'ethnic' | 'religion' | 'policy';
  /** Ours, and never reused. */
  key: string;
  name: string;
  /** What other lists call it: scheme → code. */
  codes: Record<string, string>;
  aliases: string[];
  /** The document that says so. */
  source: string;
  fromDay?: string;
  untilDay?: string;
}
