/** What a file may be at most. A school's largest list is a few thousand rows; a province's, tens of thousands. */
export const limits = {
  /** What is uploaded. */
  fileBytes: 20 * 1024 * 1024,
  /** What a zip may become: beyond it, or beyond the ratio once it is large, it was made to fill the memory. */
  inflatedBytes: 200 * 1024 * 1024,
  inflationRatio: 100,
  ratioMattersFrom: 10 * 1024 * 1024,
  zipEntries: 2_000,
  rows: 100_000,
  /** As wide as the old Excel: a file beyond it was not made as a list. */
  columns: 256,
  /** Letters in one cell: an address or a remark is a few hundred. Patterns are run over every cell. */
  cellLetters: 4_000,
  /** Letters in one sheet: many cells may share one long text that takes no place in the file. */
  sheetLetters: 50_000_000,
} as const;
