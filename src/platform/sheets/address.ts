/** 0 → 'A', 26 → 'AA' */
export function letterOf(column: number): string {
  const rest = String.fromCharCode(65 + (column % 26));
  return column < 26 ? rest : letterOf(Math.floor(column / 26) - 1) + rest;
}

/** Row from 1, column from 0: (12, 2) → 'C12' */
export function addressOf(row: number, column: number): string {
  return `${letterOf(column)}${row}`;
}
